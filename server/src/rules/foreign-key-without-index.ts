import { after } from '../model/after.ts';
import type { ForeignKey } from '../model/constraint.ts';
import { newForeignKeys } from '../model/foreign-keys.ts';
import { isLedBy, isLedLater } from '../model/indexed.ts';
import { type Name, relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFreshColumn, type Schema, tableOf } from '../model/schema.ts';
import { withIndexes } from '../plans/index-for-key.ts';
import { isSmall } from '../plans/rows.ts';

export const foreignKeyWithoutIndex: Rule = {
  id: 'foreign-key-without-index',
  severity: 'warning',
  inDowngrade: 'silent',
  docs: {
    what: 'A foreign key is made, and no index begins with its column.',
    why: 'Each row that is deleted from the other table, or gets another key there, makes the database look for rows that point at it. Without an index it reads the whole table each time, and joins along the key do so too. MySQL and MariaDB make the index themselves.',
    instead: 'Build an index on the column: concurrently where the table is in use, with the table where it is new.',
    links: [
      'https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK',
      'https://www.sqlite.org/foreignkeys.html#fk_indexes',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: 'op.add_column("orders", sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))',
      good: `op.add_column("orders", sa.Column("user_id", sa.BigInteger(), sa.ForeignKey("users.id")))
with op.get_context().autocommit_block():
    op.create_index(
        "ix_orders_user_id", "orders", ["user_id"], postgresql_concurrently=True
    )`,
    },
    {
      engine: 'sqlite',
      tool: 'sql',
      bad: 'CREATE TABLE orders (id integer PRIMARY KEY, user_id integer REFERENCES users (id));',
      good: `CREATE TABLE orders (id integer PRIMARY KEY, user_id integer REFERENCES users (id));
CREATE INDEX ix_orders_user_id ON orders (user_id);`,
    },
  ],
  *check(subject) {
    const { steps, traits } = subject;
    const last = steps.at(-1);
    if (traits.indexesForeignKeys || !last || steps.some(({ operation }) => operation.kind === 'opaque')) return;
    const left = after(last.before, last.operation);
    for (const step of steps) {
      if (step.operation.kind === 'createTable' && (step.operation.temporary || step.operation.partitionOf)) continue;
      const lacking = newForeignKeys(step.operation).filter(
        ({ table, key }) => lacksIndex(table, key, step, left) && !isLedLater(table, key.columns, subject),
      );
      const [first] = lacking;
      if (!first) continue;
      const own = relationText(first.table);
      const columns = [...new Set(lacking.flatMap(({ key }) => key.columns))].join(' or ');
      const others = [...new Set(lacking.map(({ key }) => relationText(key.references)))].join(' or ');
      yield {
        span: step.head,
        ...(isSmall(first.table, step.before, subject) && { severity: 'info' }),
        message: `No index of ${own} begins with ${columns}: each row deleted from ${others} reads all of ${own}`,
        fixes: [withIndexes(lacking, step, subject)],
      };
    }
  },
};

/** In what this migration leaves behind; of a column that was there before, nobody may know the indexes. */
function lacksIndex(table: Name, { columns }: ForeignKey, { operation, before }: AnalyzedStep, left: Schema): boolean {
  const known = tableOf(left, table);
  if (!known || isLedBy(known, columns) || columns.some((column) => !known.columns.has(column))) return false;
  const isNew = operation.kind !== 'addConstraint' || columns.some((column) => isFreshColumn(before, table, column));
  return isNew || (known.complete && !left.doubtful);
}
