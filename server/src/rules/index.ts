import type { Rule } from '../model/rule.ts';
import { alterColumnForgets } from './alter-column-forgets.ts';
import { attachPartitionScans } from './attach-partition-scans.ts';
import { autocommitSplitsMigration } from './autocommit-splits-migration.ts';
import { backfillInOneTransaction } from './backfill-in-one-transaction.ts';
import { backfillNeverEnds } from './backfill-never-ends.ts';
import { backfillUnbatched } from './backfill-unbatched.ts';
import { batchCascadesRows } from './batch-cascades-rows.ts';
import { batchLosesObjects } from './batch-loses-objects.ts';
import { batchModeNeeded } from './batch-mode-needed.ts';
import { bindColonInSql } from './bind-colon-in-sql.ts';
import { charsetCopiesTable } from './charset-copies-table.ts';
import { checkBlocks } from './check-blocks.ts';
import { columnTakesDependents } from './column-takes-dependents.ts';
import { commitInMigration } from './commit-in-migration.ts';
import { concurrentlyInTransaction } from './concurrently-in-transaction.ts';
import { constraintUnnamed } from './constraint-unnamed.ts';
import { dataChangeWithoutReverse } from './data-change-without-reverse.ts';
import { defaultRewritesTable } from './default-rewrites-table.ts';
import { deleteWithoutWhere } from './delete-without-where.ts';
import { detachPartitionBlocks } from './detach-partition-blocks.ts';
import { downgradeIncomplete } from './downgrade-incomplete.ts';
import { downgradeLosesData } from './downgrade-loses-data.ts';
import { downgradeMissing } from './downgrade-missing.ts';
import { dropCascades } from './drop-cascades.ts';
import { dropColumnLosesData } from './drop-column-loses-data.ts';
import { dropConstraintWeakens } from './drop-constraint-weakens.ts';
import { dropTableLosesData } from './drop-table-loses-data.ts';
import { engineContradicted } from './engine-contradicted.ts';
import { enumValueUsedTooEarly } from './enum-value-used-too-early.ts';
import { exclusionBlocks } from './exclusion-blocks.ts';
import { explicitTableLock } from './explicit-table-lock.ts';
import { foreignKeyBlocks } from './foreign-key-blocks.ts';
import { foreignKeyTypesDiffer } from './foreign-key-types-differ.ts';
import { foreignKeyWithoutIndex } from './foreign-key-without-index.ts';
import { generatedColumnRewrites } from './generated-column-rewrites.ts';
import { identifierTooLong } from './identifier-too-long.ts';
import { identityColumnRewrites } from './identity-column-rewrites.ts';
import { indexBlocksWrites } from './index-blocks-writes.ts';
import { indexDropWaits } from './index-drop-waits.ts';
import { indexDuplicated } from './index-duplicated.ts';
import { invalidIndexKept } from './invalid-index-kept.ts';
import { lockTimeoutMissing } from './lock-timeout-missing.ts';
import { lockTimeoutUseless } from './lock-timeout-useless.ts';
import { manyTablesLocked } from './many-tables-locked.ts';
import { matviewRefreshBlocks } from './matview-refresh-blocks.ts';
import { nameUnknown } from './name-unknown.ts';
import { notNullScan } from './not-null-scan.ts';
import { notNullWithoutDefault } from './not-null-without-default.ts';
import { notRerunnable } from './not-rerunnable.ts';
import { onlineDdlUnspecified } from './online-ddl-unspecified.ts';
import { opaqueOperation } from './opaque-operation.ts';
import { parentMissing } from './parent-missing.ts';
import { primaryKeyBlocks } from './primary-key-blocks.ts';
import { pythonDefaultIgnored } from './python-default-ignored.ts';
import { reindexBlocks } from './reindex-blocks.ts';
import { renameColumnBreaksCode } from './rename-column-breaks-code.ts';
import { renameOtherBreaksCode } from './rename-other-breaks-code.ts';
import { renameTableBreaksCode } from './rename-table-breaks-code.ts';
import { revisionCycle } from './revision-cycle.ts';
import { revisionDuplicated } from './revision-duplicated.ts';
import { revisionIdReserved } from './revision-id-reserved.ts';
import { revisionIdTooLong } from './revision-id-too-long.ts';
import { revisionUnlinked } from './revision-unlinked.ts';
import { schemaAndDataMixed } from './schema-and-data-mixed.ts';
import { severalHeads } from './several-heads.ts';
import { severalStatementsInExecute } from './several-statements-in-execute.ts';
import { smallPrimaryKey } from './small-primary-key.ts';
import { sqlBuiltFromStrings } from './sql-built-from-strings.ts';
import { statementBeforeConfigure } from './statement-before-configure.ts';
import { statementRefused } from './statement-refused.ts';
import { stringDefaultConstant } from './string-default-constant.ts';
import { suppressionUnused } from './suppression-unused.ts';
import { suppressionWithoutReason } from './suppression-without-reason.ts';
import { syntaxError } from './syntax-error.ts';
import { tableCopy } from './table-copy.ts';
import { tableRewriteCommand } from './table-rewrite-command.ts';
import { tableWithoutPrimaryKey } from './table-without-primary-key.ts';
import { transactionStatement } from './transaction-statement.ts';
import { triggerLocksTable } from './trigger-locks-table.ts';
import { truncateLosesData } from './truncate-loses-data.ts';
import { typeAdvice } from './type-advice.ts';
import { typeChangeLosesData } from './type-change-loses-data.ts';
import { typeChangeRewrites } from './type-change-rewrites.ts';
import { uniqueBlocksWrites } from './unique-blocks-writes.ts';
import { updateLimitUnsupported } from './update-limit-unsupported.ts';
import { updateWithoutWhere } from './update-without-where.ts';
import { validatedTooSoon } from './validated-too-soon.ts';
import { workUnderLock } from './work-under-lock.ts';

/** Every rule, in the order of the catalogue: locks and rewrites, data loss, running code, traps of the tools. */
export const rules: readonly Rule[] = [
  indexBlocksWrites,
  indexDropWaits,
  concurrentlyInTransaction,
  autocommitSplitsMigration,
  invalidIndexKept,
  reindexBlocks,
  detachPartitionBlocks,
  attachPartitionScans,
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
  primaryKeyBlocks,
  exclusionBlocks,
  validatedTooSoon,
  tableCopy,
  charsetCopiesTable,
  tableRewriteCommand,
  matviewRefreshBlocks,
  triggerLocksTable,
  workUnderLock,
  manyTablesLocked,
  lockTimeoutMissing,
  lockTimeoutUseless,
  explicitTableLock,
  onlineDdlUnspecified,
  alterColumnForgets,
  batchCascadesRows,
  batchLosesObjects,
  dropColumnLosesData,
  dropTableLosesData,
  dropCascades,
  truncateLosesData,
  deleteWithoutWhere,
  updateWithoutWhere,
  columnTakesDependents,
  downgradeMissing,
  downgradeIncomplete,
  downgradeLosesData,
  dataChangeWithoutReverse,
  renameColumnBreaksCode,
  renameTableBreaksCode,
  renameOtherBreaksCode,
  schemaAndDataMixed,
  backfillUnbatched,
  backfillInOneTransaction,
  backfillNeverEnds,
  updateLimitUnsupported,
  foreignKeyTypesDiffer,
  nameUnknown,
  foreignKeyWithoutIndex,
  pythonDefaultIgnored,
  stringDefaultConstant,
  enumValueUsedTooEarly,
  commitInMigration,
  statementBeforeConfigure,
  bindColonInSql,
  severalStatementsInExecute,
  sqlBuiltFromStrings,
  batchModeNeeded,
  constraintUnnamed,
  engineContradicted,
  severalHeads,
  parentMissing,
  revisionDuplicated,
  revisionCycle,
  revisionIdTooLong,
  revisionIdReserved,
  revisionUnlinked,
  syntaxError,
  statementRefused,
  transactionStatement,
  notRerunnable,
  smallPrimaryKey,
  tableWithoutPrimaryKey,
  typeAdvice,
  identifierTooLong,
  indexDuplicated,
  dropConstraintWeakens,
  opaqueOperation,
  suppressionWithoutReason,
  suppressionUnused,
];
