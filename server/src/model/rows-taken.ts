/** Which rows a statement takes and what it puts into them, as far as its words tell. */
export interface RowsTaken {
  /** What the columns of an UPDATE get. */
  readonly sets: readonly Assignment[];
  /** All of them hold for each row that is taken. */
  readonly conditions: readonly Condition[];
  /** It takes no more rows than it says: a LIMIT, or a list of values that it is joined with. */
  readonly limited?: true | undefined;
  /** Further tables take part in the choice: `FROM`, `USING`, a join. */
  readonly joined?: true | undefined;
}

export interface Assignment {
  readonly column: string;
  /** SQL. */
  readonly value: string;
  /** The names in it that may be columns, in lower case; those of other tables too. */
  readonly reads: readonly string[];
  /** A query gives it, which may find no row. */
  readonly queried?: true | undefined;
}

/**
 * `equals` and `one of` compare with constants or with what a program gives, `from` and `up to` are the ends of a range,
 * `query` takes the values that a subquery finds.
 */
export interface Condition {
  readonly test: 'null' | 'not null' | 'equals' | 'one of' | 'from' | 'up to' | 'query' | 'other';
  /** The column that is tested; absent where it is none of the table's own, or several are. */
  readonly column?: string | undefined;
  /** What `equals` compares with: SQL. */
  readonly value?: string | undefined;
  readonly reads: readonly string[];
  /** The subquery of `query`. */
  readonly query?: RowsTaken | undefined;
}
