import type { Pattern } from '../model/pattern.ts';
import { addColumn } from './patterns/add-column.ts';
import { addIndex } from './patterns/add-index.ts';
import { addNotNullColumn } from './patterns/add-not-null-column.ts';
import { backfill } from './patterns/backfill.ts';
import { dropColumn } from './patterns/drop-column.ts';
import { empty } from './patterns/empty.ts';
import { renameColumn } from './patterns/rename-column.ts';

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
