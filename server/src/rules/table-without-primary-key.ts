import type { Constraint } from '../model/constraint.ts';
import { relationText } from '../model/name.ts';
import type { CreateTable } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';

export const tableWithoutPrimaryKey: Rule = {
  id: 'table-without-primary-key',
  severity: 'warning',
  inDowngrade: 'silent',
  docs: {
    what: 'A table is created that has no primary key.',
    why: 'Nothing tells two equal rows apart: logical replication of PostgreSQL refuses to update or delete rows of such a table, replicas of MySQL and MariaDB read the whole table for every row that changes, batches have no key to page by, and duplicates can come in unseen.',
    instead: 'Give it a primary key; that of a table that links two others is both of its foreign keys together.',
    links: [
      'https://www.postgresql.org/docs/current/logical-replication-publication.html',
      'https://dev.mysql.com/doc/refman/8.4/en/create-table-gipks.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.create_table(
    "members",
    sa.Column("user_id", sa.BigInteger(), nullable=False),
    sa.Column("team_id", sa.BigInteger(), nullable=False),
)`,
      good: `op.create_table(
    "members",
    sa.Column("user_id", sa.BigInteger(), nullable=False),
    sa.Column("team_id", sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint("user_id", "team_id"),
)`,
    },
    {
      engine: 'mysql',
      tool: 'sql',
      bad: 'CREATE TABLE members (user_id bigint NOT NULL, team_id bigint NOT NULL);',
      good: 'CREATE TABLE members (user_id bigint NOT NULL, team_id bigint NOT NULL, PRIMARY KEY (user_id, team_id));',
    },
  ],
  *check({ steps, traits }) {
    if (traits.numbersRows) return;
    for (const [at, step] of steps.entries()) {
      const { operation, head } = step;
      if (operation.kind !== 'createTable' || !isWhole(operation) || operation.constraints.some(isKey)) continue;
      if (steps.slice(at + 1).some((each) => mayHelp(each, operation, step))) continue;
      yield { span: head, message: `${relationText(operation.table)} has no primary key` };
    }
  },
};

/** All its columns are said here, and it is to stay. */
function isWhole(table: CreateTable): boolean {
  const from = table.fromQuery || table.inherits || table.partitionOf || table.ofType;
  return !table.temporary && !from && table.columns.length > 0;
}

function isKey({ kind }: Constraint): boolean {
  return kind === 'primaryKey';
}

/** It brings the key, drops the table again, or could not be read and belongs to the same statement. */
function mayHelp({ operation, span }: AnalyzedStep, { table }: CreateTable, created: AnalyzedStep): boolean {
  if (operation.kind === 'opaque') return span.start === created.span.start;
  if (!('table' in operation) || !operation.table || !isSame(operation.table, table)) return false;
  if (operation.kind === 'dropTable' || operation.kind === 'renameTable') return true;
  if (operation.kind === 'addConstraint') return isKey(operation.constraint);
  return operation.kind === 'addColumn' && operation.constraints.some(isKey);
}
