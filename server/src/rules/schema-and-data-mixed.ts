import { relationText } from '../model/effects.ts';
import type { Name } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';

export const schemaAndDataMixed: Rule = {
  id: 'schema-and-data-mixed',
  severity: 'error',
  inDowngrade: 'lower',
  docs: {
    what: 'One migration changes the schema of existing tables and rewrites rows of existing tables.',
    why: 'Both share a transaction: the lock of the schema change is held until the last row is written, so that a change of an instant stops everyone for as long as the data takes. If the data change fails the schema change is gone as well.',
    instead: 'Split it: the schema change in one revision, the data in the next, in batches that commit each.',
  },
  examples: [],
  *check({ steps }) {
    const shared = steps.filter((step) => step.transaction === 'shared');
    const schema = shared.findIndex((step) => !written(step) && step.effects.blocks !== 'nothing');
    if (schema < 0) return;
    const behind = shared.slice(schema).find(written);
    const data = behind ?? shared.find(written);
    const table = data && written(data);
    if (!data || !table) return;
    yield {
      span: data.head,
      message: `Rows of ${relationText(table)} are changed in the same transaction as the schema: ${
        behind ? 'the locks of the schema change are held until the last row is done' : heldRows
      }`,
    };
  },
};

const heldRows = 'they stay locked until the schema change has got its locks and is done';

/** The existing table whose rows change; seed rows of a fresh table and rows written out one by one are no rewrite. */
function written({ operation, before }: AnalyzedStep): Name | undefined {
  if (
    operation.kind === 'updateRows' ||
    operation.kind === 'deleteRows' ||
    (operation.kind === 'insertRows' && operation.from === 'query')
  ) {
    return isFresh(before, operation.table) ? undefined : operation.table;
  }
  return undefined;
}
