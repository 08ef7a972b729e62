import { relationText } from '../model/name.ts';
import type { Rule } from '../model/rule.ts';

export const identityColumnRewrites: Rule = {
  id: 'identity-column-rewrites',
  severity: 'error',
  inDowngrade: 'lower',
  inMaintenanceWindow: 'lower',
  docs: {
    what: 'A column that numbers the rows itself (serial, identity, auto-increment) is added to a table that is in use.',
    why: 'Every row that exists gets a number at once: the whole table is written anew, and others wait until the last row is done.',
    instead:
      'Add a plain bigint column, create a sequence and make its next value the default of the column for new rows, number old rows in batches, then make the column NOT NULL and let it own the sequence.',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.add_column("users", sa.Column("number", sa.BigInteger(), sa.Identity(), nullable=False))',
      good: 'op.add_column("users", sa.Column("number", sa.BigInteger(), nullable=True))',
    },
    {
      engine: 'mariadb',
      tool: 'sql',
      bad: 'ALTER TABLE users ADD COLUMN number BIGINT NOT NULL AUTO_INCREMENT UNIQUE;',
      good: 'ALTER TABLE users ADD COLUMN number BIGINT NULL;',
    },
  ],
  *check({ steps }) {
    for (const step of steps) {
      const { operation, effects, head } = step;
      if (operation.kind !== 'addColumn' || !operation.column.identity || effects.work !== 'rewrite') continue;
      const { table, column } = operation;
      yield {
        span: head,
        growing: step,
        message: `Numbering every row in ${column.name} rewrites all of ${relationText(table)} while ${effects.blocks === 'writes' ? 'writes' : 'reads and writes'} wait`,
      };
    }
  },
};
