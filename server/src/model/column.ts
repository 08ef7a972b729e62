/**
 * A column's type. `name` is PostgreSQL's short lower-case name where it has one ('varchar', 'integer', 'bigint', 'numeric',
 * 'timestamp', 'timestamptz', 'boolean', 'double precision', 'uuid', 'jsonb', 'bytea' …), else the name as written, lower case.
 */
export interface ColumnType {
  readonly name: string;
  /** Length, or precision and scale. */
  readonly arguments: readonly number[];
  /** Dimensions of an array of this type; absent for a scalar. */
  readonly dimensions?: number | undefined;
  readonly collation?: string | undefined;
  /** Where the type itself names one (MySQL, MariaDB): lower case. */
  readonly charset?: string | undefined;
  readonly unsigned?: boolean | undefined;
  /** An enumerated type. */
  readonly enumeration?: Enumeration | undefined;
  /** A type of the application's own, of which only the name is known here: what the database has for it may be another one. */
  readonly elsewhere?: true | undefined;
  /** The type in the words of the author's tool (`sa.String(length=50)`), for the printer of that same tool. */
  readonly written?: string | undefined;
}

export interface Enumeration {
  /** Its labels. */
  readonly values: readonly string[];
  /** The database has a type of that name rather than a varchar. */
  readonly native: boolean;
  /** The author says that the type is there already, or is made elsewhere (`create_type=False`). */
  readonly there?: true | undefined;
}

/** A default that the database keeps. A constant is the text inside the quotes; an expression is SQL. */
export type Default =
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'expression'; readonly sql: string }
  | { readonly kind: 'unknown'; readonly written: string };

export interface Column {
  readonly name: string;
  readonly type?: ColumnType | undefined;
  readonly nullable: boolean;
  readonly default?: Default | undefined;
  /** A default that only the application applies (SQLAlchemy's `default=`), as written; the database never sees it. */
  readonly clientDefault?: string | undefined;
  /** The database default that means the same as `clientDefault`, where that is a constant. */
  readonly clientDefaultInDatabase?: Default | undefined;
  /** The database numbers the rows itself. */
  readonly identity?: 'serial' | 'always' | 'by default' | 'auto increment' | undefined;
  readonly generated?: { readonly expression: string; readonly stored: boolean } | undefined;
  readonly comment?: string | undefined;
}

/** What the author says the column is now; history may know better. */
export interface ExistingColumn {
  readonly type?: ColumnType | undefined;
  readonly nullable?: boolean | undefined;
  readonly default?: Default | undefined;
  readonly identity?: Column['identity'];
  readonly comment?: string | undefined;
}

/** Where MySQL and MariaDB put a column; at the end where nothing is said. */
export type Position = 'first' | { readonly after: string };
