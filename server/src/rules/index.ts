import type { Rule } from '../model/rule.ts';
import { checkBlocks } from './check-blocks.ts';
import { concurrentlyInTransaction } from './concurrently-in-transaction.ts';
import { defaultRewritesTable } from './default-rewrites-table.ts';
import { downgradeMissing } from './downgrade-missing.ts';
import { dropColumnLosesData } from './drop-column-loses-data.ts';
import { dropTableLosesData } from './drop-table-loses-data.ts';
import { foreignKeyBlocks } from './foreign-key-blocks.ts';
import { generatedColumnRewrites } from './generated-column-rewrites.ts';
import { identityColumnRewrites } from './identity-column-rewrites.ts';
import { indexBlocksWrites } from './index-blocks-writes.ts';
import { indexDropWaits } from './index-drop-waits.ts';
import { notNullScan } from './not-null-scan.ts';
import { notNullWithoutDefault } from './not-null-without-default.ts';
import { opaqueOperation } from './opaque-operation.ts';
import { pythonDefaultIgnored } from './python-default-ignored.ts';
import { renameColumnBreaksCode } from './rename-column-breaks-code.ts';
import { renameTableBreaksCode } from './rename-table-breaks-code.ts';
import { schemaAndDataMixed } from './schema-and-data-mixed.ts';
import { stringDefaultConstant } from './string-default-constant.ts';
import { typeChangeLosesData } from './type-change-loses-data.ts';
import { typeChangeRewrites } from './type-change-rewrites.ts';
import { uniqueBlocksWrites } from './unique-blocks-writes.ts';

/** Every rule, in the order of the catalogue: locks and rewrites, data loss, running code, traps of the tools. */
export const rules: readonly Rule[] = [
  indexBlocksWrites,
  indexDropWaits,
  concurrentlyInTransaction,
  notNullScan,
  notNullWithoutDefault,
  defaultRewritesTable,
  generatedColumnRewrites,
  identityColumnRewrites,
  typeChangeRewrites,
  typeChangeLosesData,
  foreignKeyBlocks,
  checkBlocks,
  uniqueBlocksWrites,
  dropColumnLosesData,
  dropTableLosesData,
  downgradeMissing,
  renameColumnBreaksCode,
  renameTableBreaksCode,
  schemaAndDataMixed,
  pythonDefaultIgnored,
  stringDefaultConstant,
  opaqueOperation,
];
