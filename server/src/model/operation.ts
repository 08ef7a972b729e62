import type { Column, ColumnType, Default, ExistingColumn, Position } from './column.ts';
import type { Constraint, ConstraintKind } from './constraint.ts';
import type { Name } from './name.ts';
import type { Callable, ColumnReference, Domain, Policy, Sequence, Trigger } from './objects.ts';

/**
 * What a migration does to schema and data, in the words of no tool and no engine.
 *
 * A statement that does several things is several operations: `alter_column(type_=…, nullable=False)` is a `changeType`
 * and a `setNotNull`; `add_column(Column(index=True))` is an `addColumn` and a `createIndex`.
 */
export type Operation =
  | CreateTable
  | DropTable
  | RenameTable
  | AddColumn
  | DropColumn
  | RenameColumn
  | ChangeType
  | SetNotNull
  | DropNotNull
  | SetDefault
  | AddConstraint
  | DropConstraint
  | ValidateConstraint
  | CreateIndex
  | DropIndex
  | Reindex
  | CreateEnum
  | AddEnumValue
  | DropType
  | RefreshView
  | AttachPartition
  | DetachPartition
  | InsertRows
  | UpdateRows
  | DeleteRows
  | Truncate
  | Backfill
  | MirrorColumn
  | StopMirror
  | SetParameter
  | ControlTransaction
  | Other
  | Opaque;

export type OperationKind = Operation['kind'];

/**
 * What the author demands of MySQL or MariaDB in the statement itself (`ALGORITHM=INPLACE, LOCK=NONE`), in capitals: it fails
 * at once where the server cannot do it so. https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html
 */
export interface Online {
  readonly algorithm?: 'DEFAULT' | Algorithm | undefined;
  readonly lock?: 'DEFAULT' | OnlineLock | undefined;
}

/** How MySQL and MariaDB carry an ALTER TABLE out, cheapest first; only MariaDB knows NOCOPY. */
export type Algorithm = 'INSTANT' | 'NOCOPY' | 'INPLACE' | 'COPY';

/** What others may not do meanwhile: nothing is withheld, writes are, or everything is. */
export type OnlineLock = 'NONE' | 'SHARED' | 'EXCLUSIVE';

/**
 * SQLite: the tool does not alter the table but makes one of the new shape, copies every row into it, drops the old one and
 * takes its name (Alembic's batch mode). One copy serves all operations of a batch: one of them stands for it, `alone` where
 * there are no others. https://www.sqlite.org/lang_altertable.html#otheralter
 */
export type Rebuild = 'alone' | 'copy' | 'along';

export interface CreateTable {
  readonly kind: 'createTable';
  readonly table: Name;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly ifNotExists?: boolean | undefined;
  readonly temporary?: boolean | undefined;
  readonly partitionOf?: Name | undefined;
  /** As the partition for rows that no other takes. */
  readonly isDefaultPartition?: boolean | undefined;
  readonly partitioned?: boolean | undefined;
  /** The columns that decide a row's partition, where they are columns. */
  readonly partitionKey?: readonly string[] | undefined;
  /** The table's own default (MySQL, MariaDB): lower case. */
  readonly charset?: string | undefined;
  /** Filled from a query (`CREATE TABLE … AS`). */
  readonly fromQuery?: boolean | undefined;
  /** The query only gives it its columns. */
  readonly withNoData?: boolean | undefined;
  /** The query reads no table and calls no function. */
  readonly fromConstants?: boolean | undefined;
  /** PostgreSQL: nothing of it is written to the log of the server. */
  readonly unlogged?: boolean | undefined;
  /** SQLite: its columns hold nothing but values of their types. */
  readonly strict?: boolean | undefined;
  /** More columns than these come from elsewhere: `LIKE`, `INHERITS`, `OF type`. */
  readonly inherits?: boolean | undefined;
  /** The composite type whose columns it has, which are changed there. */
  readonly ofType?: Name | undefined;
  /** The tables that `INHERITS` names. */
  readonly parents?: readonly Name[] | undefined;
  /** How its rows are stored, where that is said: `heap`. */
  readonly accessMethod?: string | undefined;
}

export interface DropTable {
  readonly kind: 'dropTable';
  readonly table: Name;
  readonly ifExists?: boolean | undefined;
  readonly cascade?: boolean | undefined;
  /** Tables that the same statement drops too. */
  readonly along?: readonly Name[] | undefined;
  /** MySQL and MariaDB: only a table of the session's own is meant. */
  readonly temporary?: boolean | undefined;
}

export interface RenameTable {
  readonly kind: 'renameTable';
  readonly table: Name;
  readonly to: string;
  readonly online?: Online | undefined;
}

export interface AddColumn {
  readonly kind: 'addColumn';
  readonly table: Name;
  readonly column: Column;
  /** Constraints in the very column definition, part of the same statement (`ADD COLUMN a int REFERENCES b`). */
  readonly constraints: readonly Constraint[];
  readonly ifNotExists?: boolean | undefined;
  readonly position?: Position | undefined;
  readonly online?: Online | undefined;
  readonly rebuild?: Rebuild | undefined;
  /** Neither its partitions nor the tables that inherit from it are meant. */
  readonly only?: boolean | undefined;
}

export interface DropColumn {
  readonly kind: 'dropColumn';
  readonly table: Name;
  readonly column: string;
  readonly ifExists?: boolean | undefined;
  readonly cascade?: boolean | undefined;
  readonly online?: Online | undefined;
  readonly rebuild?: Rebuild | undefined;
  /** As for `addColumn`. */
  readonly only?: boolean | undefined;
}

export interface RenameColumn {
  readonly kind: 'renameColumn';
  readonly table: Name;
  readonly column: string;
  readonly to: string;
  /** Where the author said it (`existing_type=`). */
  readonly existing?: ExistingColumn | undefined;
  readonly online?: Online | undefined;
  readonly rebuild?: Rebuild | undefined;
  /** As for `addColumn`. */
  readonly only?: boolean | undefined;
}

export interface ChangeType {
  readonly kind: 'changeType';
  readonly table: Name;
  readonly column: string;
  /** Absent where the author's type could not be read. */
  readonly type?: ColumnType | undefined;
  /** The SQL of `USING`. */
  readonly using?: string | undefined;
  /** MySQL and MariaDB: its values are computed, as they were or from now on. */
  readonly generated?: Column['generated'];
  /** MySQL and MariaDB: its rows are numbered, as they were or from now on. */
  readonly identity?: Column['identity'];
  readonly existing?: ExistingColumn | undefined;
  readonly position?: Position | undefined;
  readonly online?: Online | undefined;
  readonly rebuild?: Rebuild | undefined;
  /** As for `addColumn`. */
  readonly only?: boolean | undefined;
}

export interface SetNotNull {
  readonly kind: 'setNotNull';
  readonly table: Name;
  readonly column: string;
  readonly existing?: ExistingColumn | undefined;
  readonly online?: Online | undefined;
  readonly rebuild?: Rebuild | undefined;
  /** As for `addColumn`. */
  readonly only?: boolean | undefined;
}

export interface DropNotNull {
  readonly kind: 'dropNotNull';
  readonly table: Name;
  readonly column: string;
  readonly existing?: ExistingColumn | undefined;
  readonly online?: Online | undefined;
  readonly rebuild?: Rebuild | undefined;
  /** As for `addColumn`. */
  readonly only?: boolean | undefined;
}

export interface SetDefault {
  readonly kind: 'setDefault';
  readonly table: Name;
  readonly column: string;
  /** Absent: the default is dropped. */
  readonly default?: Default | undefined;
  readonly existing?: ExistingColumn | undefined;
  readonly online?: Online | undefined;
  readonly rebuild?: Rebuild | undefined;
  /** As for `addColumn`. */
  readonly only?: boolean | undefined;
}

export interface AddConstraint {
  readonly kind: 'addConstraint';
  readonly table: Name;
  readonly constraint: Constraint;
  /** It stands in the definition of a column that is there (`MODIFY a INT CHECK (a > 0)`). */
  readonly inColumn?: boolean | undefined;
  readonly online?: Online | undefined;
  readonly rebuild?: Rebuild | undefined;
  /** As for `addColumn`. */
  readonly only?: boolean | undefined;
}

export interface DropConstraint {
  readonly kind: 'dropConstraint';
  readonly table: Name;
  /** Absent where the author gave none (`drop_constraint(None)`). */
  readonly name?: string | undefined;
  readonly type?: ConstraintKind | undefined;
  /** The same statement adds another in its place (`DROP PRIMARY KEY, ADD PRIMARY KEY (…)`). */
  readonly replaced?: boolean | undefined;
  readonly ifExists?: boolean | undefined;
  readonly cascade?: boolean | undefined;
  readonly online?: Online | undefined;
  readonly rebuild?: Rebuild | undefined;
  /** As for `addColumn`. */
  readonly only?: boolean | undefined;
}

export interface ValidateConstraint {
  readonly kind: 'validateConstraint';
  readonly table: Name;
  readonly name: string;
  /** As for `addColumn`. */
  readonly only?: boolean | undefined;
}

/** What one row gives: the value of a column, or of an expression, which is SQL over that row. */
export type RowValue = { readonly column: string } | { readonly expression: string };

/** What an index orders rows by. */
export type IndexKey = RowValue;

export interface CreateIndex {
  readonly kind: 'createIndex';
  readonly table: Name;
  readonly name?: string | undefined;
  readonly keys: readonly IndexKey[];
  readonly unique?: boolean | undefined;
  readonly concurrently?: boolean | undefined;
  readonly ifNotExists?: boolean | undefined;
  readonly method?: string | undefined;
  readonly include?: readonly string[] | undefined;
  readonly where?: string | undefined;
  /** Clauses without a field of their own, as SQL: `NULLS NOT DISTINCT WITH (fillfactor = 70)`. */
  readonly options?: string | undefined;
  readonly online?: Online | undefined;
  readonly rebuild?: Rebuild | undefined;
  /** As for `addColumn`. */
  readonly only?: boolean | undefined;
}

export interface DropIndex {
  readonly kind: 'dropIndex';
  readonly index: Name;
  readonly table?: Name | undefined;
  readonly concurrently?: boolean | undefined;
  readonly ifExists?: boolean | undefined;
  readonly cascade?: boolean | undefined;
  readonly online?: Online | undefined;
}

export interface Reindex {
  readonly kind: 'reindex';
  readonly target: 'index' | 'table' | 'schema' | 'database';
  readonly name: Name;
  readonly concurrently?: boolean | undefined;
}

export interface CreateEnum {
  readonly kind: 'createEnum';
  readonly type: Name;
  readonly values: readonly string[];
  /** The tool looks first whether there is one of that name; no statement does. */
  readonly ifNotExists?: boolean | undefined;
}

export interface AddEnumValue {
  readonly kind: 'addEnumValue';
  readonly type: Name;
  readonly value: string;
  readonly ifNotExists?: boolean | undefined;
  /** Where in the order it goes; at the end where nothing is said. */
  readonly beside?: { readonly side: 'before' | 'after'; readonly value: string } | undefined;
}

export interface DropType {
  readonly kind: 'dropType';
  readonly type: Name;
  readonly ifExists?: boolean | undefined;
  readonly cascade?: boolean | undefined;
}

export interface RefreshView {
  readonly kind: 'refreshView';
  readonly view: Name;
  readonly concurrently?: boolean | undefined;
  /** It is emptied and cannot be read until it is refreshed again. */
  readonly withNoData?: boolean | undefined;
}

export interface AttachPartition {
  readonly kind: 'attachPartition';
  readonly table: Name;
  readonly partition: Name;
  readonly bound: PartitionBound;
}

/** Which rows a partition takes; values are SQL. */
export type PartitionBound =
  | { readonly kind: 'range'; readonly from: readonly string[]; readonly to: readonly string[] }
  | { readonly kind: 'list'; readonly values: readonly string[] }
  | { readonly kind: 'hash'; readonly modulus: number; readonly remainder: number }
  | { readonly kind: 'default' };

export interface DetachPartition {
  readonly kind: 'detachPartition';
  readonly table: Name;
  readonly partition: Name;
  readonly concurrently?: boolean | undefined;
}

export interface InsertRows {
  readonly kind: 'insertRows';
  readonly table: Name;
  /** Written out row by row, or taken from a query whose size nobody knows here. */
  readonly from: 'values' | 'query';
  /** The columns that it fills, where it names them. */
  readonly columns?: readonly string[] | undefined;
}

/** Which rows: every one, some by a WHERE, or `unknown` where the condition could not be read. */
export type RowChoice = 'all' | 'some' | 'unknown';

export interface UpdateRows {
  readonly kind: 'updateRows';
  readonly table: Name;
  readonly columns: readonly string[];
  readonly rows: RowChoice;
  /** It has a `LIMIT` of its own. */
  readonly limit?: boolean | undefined;
  /** The tables that inherit from it are left alone. */
  readonly only?: boolean | undefined;
}

export interface DeleteRows {
  readonly kind: 'deleteRows';
  readonly table: Name;
  readonly rows: RowChoice;
  /** As for `updateRows`. */
  readonly limit?: boolean | undefined;
  readonly only?: boolean | undefined;
}

export interface Truncate {
  readonly kind: 'truncate';
  readonly tables: readonly Name[];
  readonly cascade?: boolean | undefined;
  /** The tables that inherit from them are left alone. */
  readonly only?: boolean | undefined;
  /** The sequences that their columns own begin again. */
  readonly restartIdentity?: boolean | undefined;
}

/** Fills `column`, where it is NULL, from what the same row gives, in batches along `key`, each committed by itself. */
export interface Backfill {
  readonly kind: 'backfill';
  readonly table: Name;
  readonly column: string;
  readonly value: RowValue;
  /** The row that gives it is not the same one, but that one's partner. */
  readonly partner?: Partner | undefined;
  /** The columns whose order pages through the table: unique together, and NOT NULL. None where nobody knows such columns. */
  readonly key: readonly string[];
  readonly batchRows: number;
  /** Seconds between one batch and the next; absent where that is to be as long as the batch took. */
  readonly pause?: number | undefined;
}

/**
 * A trigger that keeps two columns of each written row equal, whichever of them the application wrote; or that computes `to`
 * from the row, whatever the application wrote.
 */
export interface MirrorColumn {
  readonly kind: 'mirrorColumn';
  readonly table: Name;
  readonly from: RowValue;
  readonly to: string;
  /** Name of the trigger and of its function. */
  readonly name: string;
  /** Further columns that the row gives as it gives `to`. */
  readonly along?: readonly Given[] | undefined;
  /** The columns that all of those are computed from, where they are themselves computed from what the application wrote there. */
  readonly back?: readonly Given[] | undefined;
  /** `to` is a column of another table, in the row that belongs to the written one: what is written to `from` goes there. */
  readonly partner?: Partner | undefined;
  /**
   * When a row gets its partner and both have a value, that of the partner counts: if an UPDATE of the key alone brought them
   * together, or also if the row is new, because its value may be nothing but a default. Absent: the row's own counts.
   */
  readonly yields?: 'when relinked' | 'when linked' | undefined;
}

/** The row of another table that belongs to a row: its `by` is what the row has in `key`. */
export interface Partner {
  readonly table: Name;
  readonly by: string;
  readonly key: string;
}

/** What a column gets from its row. */
export interface Given {
  readonly column: string;
  readonly value: RowValue;
}

export interface StopMirror {
  readonly kind: 'stopMirror';
  readonly table: Name;
  readonly name: string;
  readonly ifExists?: boolean | undefined;
}

/** `SET [LOCAL] name = value`. */
export interface SetParameter {
  readonly kind: 'setParameter';
  readonly name: string;
  readonly value: string;
  readonly local: boolean;
}

export interface ControlTransaction {
  readonly kind: 'controlTransaction';
  readonly what: 'begin' | 'commit' | 'rollback';
  /** A session of the program says it that only takes part in the transaction: its COMMIT ends nothing. */
  readonly joined?: boolean | undefined;
}

/**
 * A statement that was read and needs no shape of its own: `statement` is its command in capitals ('CREATE FUNCTION',
 * 'COMMENT ON COLUMN', 'SELECT'), `relations` the existing relations it names.
 */
export interface Other {
  readonly kind: 'other';
  readonly statement: string;
  readonly relations: readonly Name[];
  readonly cascade?: boolean | undefined;
  readonly ifExists?: boolean | undefined;
  /** Tables that inherit from those it names are left alone. */
  readonly only?: boolean | undefined;
  readonly online?: Online | undefined;
  /** Which rows a SELECT locks for itself. */
  readonly rows?: RowChoice | undefined;
  /** The view that it makes; `relations` are those that it reads. */
  readonly view?: Name | undefined;
  /** The view is the one relation that it reads, under another name. */
  readonly whole?: boolean | undefined;
  /** Which of their columns the view reads; absent where that was not read. */
  readonly reads?: readonly ColumnReference[] | undefined;
  /** How the view's columns are called, and whether a view of its name may be there already. */
  readonly columns?: readonly string[] | undefined;
  readonly replaces?: boolean | undefined;
  /** The policy that it makes or changes. */
  readonly policy?: Policy | undefined;
  /** The function that it makes. */
  readonly makes?: Callable | undefined;
  /** Things that are no relations, which it makes, changes or drops: a domain, a schema, an extension. */
  readonly objects?: readonly Name[] | undefined;
  /** What it says of the domain that it makes or changes. */
  readonly domain?: Partial<Domain> | undefined;
  /** The trigger that it makes. */
  readonly trigger?: Trigger | undefined;
  /** The sequence that it makes, or whose owner it changes. */
  readonly sequence?: Sequence | undefined;
  /** The sequences that it takes numbers from or sets, by their names or by the columns that own them. */
  readonly numbers?: readonly NumbersOf[] | undefined;
  /** One sequence goes on with the number that another would have given next. */
  readonly goesOn?: { readonly sequence: NumbersOf; readonly from: NumbersOf } | undefined;
  /** The column of the relation that it is about, where it is about one. */
  readonly column?: string | undefined;
  /** How the column's rows are numbered from now on. */
  readonly identity?: Column['identity'];
  /** The comment that it writes; empty where it takes one away. */
  readonly comment?: string | undefined;
  /** How rows are stored from now on. */
  readonly accessMethod?: string | undefined;
  /** Another name for a thing that has no operation of its own. */
  readonly renames?:
    | {
        readonly what:
          | 'type'
          | 'index'
          | 'view'
          | 'sequence'
          | 'domain'
          | 'schema'
          | 'function'
          | { readonly constraintOf: Name }
          | { readonly labelOf: Name };
        readonly from: Name;
        readonly to: string;
      }
    | undefined;
  /** The schema that the relation it names moves to. */
  readonly toSchema?: string | undefined;
}

/** A sequence, by its name or by the column that owns it. */
export type NumbersOf = Name | { readonly table: Name; readonly column: string };

/** Something that could not be read statically. It is a value, so that silence is never mistaken for safety. */
export interface Opaque {
  readonly kind: 'opaque';
  /** One clause that ends a sentence beginning "Not analysed: ". */
  readonly why: string;
}

/** The constraints that an operation adds to a table that exists, by themselves or with a column. */
export function addedConstraints(
  operation: Operation,
): { readonly table: Name; readonly constraints: readonly Constraint[] } | undefined {
  if (operation.kind === 'addConstraint') return { table: operation.table, constraints: [operation.constraint] };
  return operation.kind === 'addColumn' ? operation : undefined;
}

/** It may do whatever is written elsewhere, or nobody could read it. */
export function isUnread(operation: Operation): boolean {
  return operation.kind === 'opaque' || (operation.kind === 'other' && /^(CALL|DO|EXECUTE)$/.test(operation.statement));
}

/** What ends the transaction at hand, or begins one. */
export function isControl(operation: Operation): operation is ControlTransaction {
  return operation.kind === 'controlTransaction' && !operation.joined;
}

/** An UPDATE or DELETE with a LIMIT of its own. */
export function isLimited(operation: Operation): operation is UpdateRows | DeleteRows {
  return (operation.kind === 'updateRows' || operation.kind === 'deleteRows') && operation.limit === true;
}

type Rebuildable = Extract<Operation, { readonly rebuild?: unknown }>;

const rebuildable: Readonly<Record<Rebuildable['kind'], true>> = {
  addColumn: true,
  dropColumn: true,
  renameColumn: true,
  changeType: true,
  setNotNull: true,
  dropNotNull: true,
  setDefault: true,
  addConstraint: true,
  dropConstraint: true,
  createIndex: true,
};

/** What a table that is made anew can be changed by. */
export function isRebuildable(operation: Operation): operation is Rebuildable {
  return operation.kind in rebuildable;
}
