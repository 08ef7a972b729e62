import type { Pattern } from '../model/pattern.ts';
import { addColumn } from './patterns/add-column.ts';
import { addIndex } from './patterns/add-index.ts';
import { addNotNullColumn } from './patterns/add-not-null-column.ts';
import { backfill } from './patterns/backfill.ts';
import { changeType } from './patterns/change-type.ts';
import { dropColumn } from './patterns/drop-column.ts';
import { dropTable } from './patterns/drop-table.ts';
import { empty } from './patterns/empty.ts';
import { generatedColumn } from './patterns/generated-column.ts';
import { renameColumn } from './patterns/rename-column.ts';
import { renameTable } from './patterns/rename-table.ts';
import { setNotNull } from './patterns/set-not-null.ts';

/** What "New Migration" offers, in the order in which it offers it. */
export const patterns: readonly Pattern[] = [
  empty,
  addColumn,
  addNotNullColumn,
  generatedColumn,
  setNotNull,
  changeType,
  renameColumn,
  dropColumn,
  renameTable,
  dropTable,
  addIndex,
  backfill,
];
