import type { Pattern } from '../model/pattern.ts';
import { addCheck } from './patterns/add-check.ts';
import { addColumn } from './patterns/add-column.ts';
import { addEnumValue } from './patterns/add-enum-value.ts';
import { addForeignKey } from './patterns/add-foreign-key.ts';
import { addIdentityColumn } from './patterns/add-identity-column.ts';
import { addIndex } from './patterns/add-index.ts';
import { addNotNullColumn } from './patterns/add-not-null-column.ts';
import { addPartitionedIndex } from './patterns/add-partitioned-index.ts';
import { addPrimaryKey } from './patterns/add-primary-key.ts';
import { addUnique } from './patterns/add-unique.ts';
import { attachPartition } from './patterns/attach-partition.ts';
import { backfill } from './patterns/backfill.ts';
import { changeType } from './patterns/change-type.ts';
import { dropColumn } from './patterns/drop-column.ts';
import { dropTable } from './patterns/drop-table.ts';
import { empty } from './patterns/empty.ts';
import { generatedColumn } from './patterns/generated-column.ts';
import { keyToBigint } from './patterns/key-to-bigint.ts';
import { mergeColumns } from './patterns/merge-columns.ts';
import { moveColumn } from './patterns/move-column.ts';
import { removeEnumValue } from './patterns/remove-enum-value.ts';
import { renameColumn } from './patterns/rename-column.ts';
import { renameEnumValue } from './patterns/rename-enum-value.ts';
import { renameTable } from './patterns/rename-table.ts';
import { replaceIndex } from './patterns/replace-index.ts';
import { setNotNull } from './patterns/set-not-null.ts';
import { splitColumn } from './patterns/split-column.ts';

/** What "New Migration" offers, in the order in which it offers it. */
export const patterns: readonly Pattern[] = [
  empty,
  addColumn,
  addNotNullColumn,
  generatedColumn,
  addIdentityColumn,
  setNotNull,
  changeType,
  keyToBigint,
  renameColumn,
  splitColumn,
  mergeColumns,
  moveColumn,
  dropColumn,
  renameTable,
  dropTable,
  addIndex,
  addPartitionedIndex,
  replaceIndex,
  addForeignKey,
  addCheck,
  addUnique,
  addPrimaryKey,
  attachPartition,
  addEnumValue,
  renameEnumValue,
  removeEnumValue,
  backfill,
];
