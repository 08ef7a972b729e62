import type { Pattern } from '../model/pattern.ts';
import { addColumn, addIndex, addNotNullColumn, backfill, dropColumn, empty, renameColumn } from './patterns.ts';

/** What "New Migration" offers, in the order in which it offers it. */
export const patterns: readonly Pattern[] = [
  empty,
  addColumn,
  addNotNullColumn,
  renameColumn,
  dropColumn,
  addIndex,
  backfill,
];
