/** What the application says of the table of one of its mapped classes. */
export interface MappedClass {
  /** Absent where the class does not say it, and a framework calls the table after it. */
  readonly table?: string | undefined;
  /** Attributes that are columns of the same name. */
  readonly columns: readonly string[];
  /** Those of types that the tool's library itself has. */
  readonly plain: readonly string[];
  /** An UPDATE through it may write more than it is told to. */
  readonly writesMore: boolean;
}
