import type { Proof } from '../scenario.ts';
import { addCheck } from './add-check.ts';
import { addColumn } from './add-column.ts';
import { addEnumValue } from './add-enum-value.ts';
import { addForeignKey } from './add-foreign-key.ts';
import { addIdentityColumn } from './add-identity-column.ts';
import { addIndex } from './add-index.ts';
import { addNotNullColumn } from './add-not-null-column.ts';
import { addPartitionedIndex } from './add-partitioned-index.ts';
import { addPrimaryKey } from './add-primary-key.ts';
import { addUnique } from './add-unique.ts';
import { attachPartition } from './attach-partition.ts';
import { backfill } from './backfill.ts';
import { changeType } from './change-type.ts';
import { dropColumn } from './drop-column.ts';
import { dropTable } from './drop-table.ts';
import { empty } from './empty.ts';
import { generatedColumn } from './generated-column.ts';
import { keyToBigint } from './key-to-bigint.ts';
import { mergeColumns } from './merge-columns.ts';
import { moveColumn } from './move-column.ts';
import { removeEnumValue } from './remove-enum-value.ts';
import { renameColumn } from './rename-column.ts';
import { renameEnumValue } from './rename-enum-value.ts';
import { renameTable } from './rename-table.ts';
import { replaceIndex } from './replace-index.ts';
import { setNotNull } from './set-not-null.ts';
import { splitColumn } from './split-column.ts';

/** How each pattern is proven, by its id. A pattern that is not here fails a test: what cannot be proven is not offered. */
export const proofs: Readonly<Record<string, Proof>> = {
  empty,
  'add-column': addColumn,
  'add-not-null-column': addNotNullColumn,
  'generated-column': generatedColumn,
  'add-identity-column': addIdentityColumn,
  'set-not-null': setNotNull,
  'change-type': changeType,
  'key-to-bigint': keyToBigint,
  'rename-column': renameColumn,
  'merge-columns': mergeColumns,
  'split-column': splitColumn,
  'move-column': moveColumn,
  'drop-column': dropColumn,
  'rename-table': renameTable,
  'drop-table': dropTable,
  'add-index': addIndex,
  'add-partitioned-index': addPartitionedIndex,
  'replace-index': replaceIndex,
  'add-foreign-key': addForeignKey,
  'add-check': addCheck,
  'add-unique': addUnique,
  'add-primary-key': addPrimaryKey,
  'attach-partition': attachPartition,
  'add-enum-value': addEnumValue,
  'rename-enum-value': renameEnumValue,
  'remove-enum-value': removeEnumValue,
  backfill,
};
