/** One statement that is predicted by the engine and then carried out on real servers. */
export interface Case {
  readonly sql: string;
  /** Statements that are committed before it. */
  readonly setup?: string;
  /** The first major version that has it, and the last. */
  readonly since?: number;
  readonly until?: number;
  /** Rows that it must refuse if, and only if, the prediction says that rows can make it fail. */
  readonly badRows?: string;
  /** The relation that other sessions are blocked on, where not every locked one counts. */
  readonly about?: string;
  /** The SQLSTATE with which every version in question refuses it, and the engine has to know. */
  readonly refused?: string;
}
