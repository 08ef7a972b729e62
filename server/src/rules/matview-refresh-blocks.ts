import { type Name, relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';

export const matviewRefreshBlocks: Rule = {
  id: 'matview-refresh-blocks',
  severity: 'warning',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A materialized view is refreshed while nobody can read it.',
    why: 'REFRESH MATERIALIZED VIEW holds ACCESS EXCLUSIVE on the view as long as its query runs, and until the migration’s transaction ends. WITH NO DATA empties it: reads then fail until it is filled.',
    instead:
      'REFRESH MATERIALIZED VIEW CONCURRENTLY writes the differences while reads go on. It needs a unique index on columns of the view, without a WHERE.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.execute("REFRESH MATERIALIZED VIEW daily_sales")',
      good: 'op.execute("REFRESH MATERIALIZED VIEW CONCURRENTLY daily_sales")',
    },
  ],
  *check({ steps }) {
    for (const [at, step] of steps.entries()) {
      const { operation, effects } = step;
      if (operation.kind !== 'refreshView' || effects.blocks === 'nothing') continue;
      if (isMade(operation.view, steps.slice(0, at))) continue;
      const view = relationText(operation.view);
      const to = { operation: { ...operation, concurrently: true }, transaction: step.transaction };
      yield {
        span: step.head,
        message: operation.withNoData
          ? `${view} is emptied, and cannot be read until it is refreshed again`
          : `Nobody can read ${view} while its query runs`,
        fixes: operation.withNoData
          ? []
          : [{ title: 'Refresh it concurrently (it needs a unique index)', rewrites: [{ kind: 'set', step, to }] }],
      };
    }
  },
};

/** The view was made by this very migration, so that nobody reads it yet. */
function isMade(view: Name, earlier: readonly AnalyzedStep[]): boolean {
  return earlier.some(({ operation }) => operation.kind === 'other' && operation.view?.name === view.name);
}
