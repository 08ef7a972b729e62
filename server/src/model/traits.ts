import type { Column, ColumnType } from './column.ts';
import type { Constraint } from './constraint.ts';
import type { Name } from './name.ts';
import type { Schema } from './schema.ts';

/** What holds of an engine whatever statement it runs. */
export interface Traits {
  /** How long a name may be, and what becomes of a longer one; absent where a name has no end. */
  readonly longestName?: LongestName | undefined;
  /** Names of columns and indexes that differ in capitals alone are two. */
  readonly mindsCapitals: boolean;
  /** A foreign key brings an index of its own where none begins with its columns. */
  readonly indexesForeignKeys: boolean;
  /** What a foreign key points at must be there when the key is made. */
  readonly looksForTargets: boolean;
  /** Of an index over several columns one can go, and the rest of it stays. */
  readonly keepsRestOfIndex: boolean;
  /** An index is called by its table: another table may have one of the same name. */
  readonly namesIndexesByTable: boolean;
  /** Each row has a number of its own that finds it, whatever keys its table has, and a whole number as key is that one. */
  readonly numbersRows: boolean;
  /** An enumerated type is made by itself, and outlives the columns that have it. */
  readonly keepsEnumTypes: boolean;
  /** Rows can be written through a view that shows one table as it is. */
  readonly writesThroughViews: boolean;
  /** A trigger of one table may write to another whose triggers write to the first. */
  readonly writesBothWays: boolean;
  /** CONCAT leaves out what is NULL, and is then not NULL itself. */
  readonly concatenatesNulls: boolean;
  /** What the server calls a constraint that is given no name; undefined where that cannot be told for certain. */
  constraintName(constraint: Constraint, table: Name, schema: Schema): string | undefined;
  /** What is to be said against the type of a column, and what does without; undefined where nothing is. */
  drawbackOf(column: Column): Drawback | undefined;
  /**
   * How a foreign key fares whose column has the one type and points at a column of the other: `alike`, as two of one type;
   * `narrower` and `wider`, it works, and one of them ends before the other does; `converted`, it works, and one is turned
   * into the other at each comparison; `refused`. Undefined where that is not known.
   */
  keyTypes(from: ColumnType, to: ColumnType, schema: Schema): KeyTypes | undefined;
}

export type KeyTypes = 'alike' | 'narrower' | 'wider' | 'converted' | 'refused';

export interface LongestName {
  readonly length: number;
  readonly unit: 'bytes' | 'characters';
  readonly longer: 'cut' | 'refused';
  /** What the server puts behind the name of a table to name its foreign keys, where the whole must not be longer either. */
  readonly foreignKeySuffix?: string | undefined;
}

/** Facts of a type that its name does not tell. */
export interface Drawback {
  /** What it is called in sentences. */
  readonly what: string;
  /** A clause in the third person: "pads every value with blanks". */
  readonly why: string;
  /** What does without, as a clause: "text pads nothing". */
  readonly better: string;
  /** It only matters where amounts of money are kept; or where the author himself wrote so. */
  readonly onlyFor?: 'money' | 'written' | undefined;
}

/** How long the name is in the unit that the engine counts in. */
export function lengthOf(name: string, unit: LongestName['unit']): number {
  if (!/[^\x20-\x7e]/.test(name)) return name.length;
  return unit === 'bytes' ? new TextEncoder().encode(name).length : [...name].length;
}
