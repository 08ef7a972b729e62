import type { Proof } from '../scenario.ts';
import { addColumn } from './add-column.ts';
import { addIndex } from './add-index.ts';
import { addNotNullColumn } from './add-not-null-column.ts';
import { backfill } from './backfill.ts';
import { dropColumn } from './drop-column.ts';
import { empty } from './empty.ts';
import { renameColumn } from './rename-column.ts';

/** How each pattern is proven, by its id. A pattern that is not here fails a test: what cannot be proven is not offered. */
export const proofs: Readonly<Record<string, Proof>> = {
  empty,
  'add-column': addColumn,
  'add-not-null-column': addNotNullColumn,
  'rename-column': renameColumn,
  'drop-column': dropColumn,
  'add-index': addIndex,
  backfill,
};
