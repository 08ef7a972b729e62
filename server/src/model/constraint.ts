import type { Name } from './name.ts';

export type Constraint =
  | ForeignKey
  | {
      readonly kind: 'check';
      readonly name?: string | undefined;
      /** The name that PostgreSQL gave it, where its table or a column has been renamed or dropped since. */
      readonly nameOfServer?: string | undefined;
      readonly expression: string;
      readonly notValid?: boolean | undefined;
      /** PostgreSQL: tables that inherit from this one do without it. */
      readonly noInherit?: boolean | undefined;
      /** It is written down and never looked at: neither are the rows that exist nor those to come. */
      readonly notEnforced?: boolean | undefined;
    }
  | {
      readonly kind: 'unique';
      readonly name?: string | undefined;
      /** As for a CHECK. */
      readonly nameOfServer?: string | undefined;
      readonly columns: readonly string[];
      readonly usingIndex?: string | undefined;
      /** Clauses without a field of their own, as SQL: `INCLUDE (a) DEFERRABLE`. */
      readonly options?: string | undefined;
    }
  | {
      readonly kind: 'primaryKey';
      readonly name?: string | undefined;
      /** As for a CHECK. */
      readonly nameOfServer?: string | undefined;
      readonly columns: readonly string[];
      readonly usingIndex?: string | undefined;
      /** As for `unique`. */
      readonly options?: string | undefined;
    }
  | {
      readonly kind: 'exclude';
      readonly name?: string | undefined;
      /** As for a CHECK. */
      readonly nameOfServer?: string | undefined;
      readonly definition: string;
    }
  | {
      readonly kind: 'notNull';
      readonly name?: string | undefined;
      readonly column: string;
      readonly notValid?: boolean | undefined;
    };

export interface ForeignKey {
  readonly kind: 'foreignKey';
  readonly name?: string | undefined;
  /** As for a CHECK. */
  readonly nameOfServer?: string | undefined;
  readonly columns: readonly string[];
  readonly references: Name;
  /** Empty where the target's primary key is meant. */
  readonly referencedColumns: readonly string[];
  /** `FULL` or `PARTIAL`. */
  readonly match?: string | undefined;
  readonly onDelete?: string | undefined;
  readonly onUpdate?: string | undefined;
  readonly deferrable?: boolean | undefined;
  readonly initially?: string | undefined;
  readonly notValid?: boolean | undefined;
  /** As for a CHECK. */
  readonly notEnforced?: boolean | undefined;
}

export type ConstraintKind = Constraint['kind'];

/** The columns that a constraint is written on; a CHECK's and an EXCLUDE's are not parsed here. */
export function constraintColumns(constraint: Constraint): readonly string[] {
  switch (constraint.kind) {
    case 'foreignKey':
    case 'unique':
    case 'primaryKey':
      return constraint.columns;
    case 'notNull':
      return [constraint.column];
    case 'check':
    case 'exclude':
      return [];
  }
}
