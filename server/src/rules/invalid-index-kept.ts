import type { Rewrite } from '../model/finding.ts';
import type { CreateIndex } from '../model/operation.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';
import { alone } from '../plans/planned.ts';

export const invalidIndexKept: Rule = {
  id: 'invalid-index-kept',
  severity: 'info',
  inDowngrade: 'lower',
  docs: {
    what: 'An index is built CONCURRENTLY with IF NOT EXISTS, and nothing drops what a failed attempt may have left behind.',
    why: 'A concurrent build that fails or is cancelled leaves an INVALID index of that name: it costs every write and serves no query. IF NOT EXISTS looks at the name alone, so that the next run does nothing and reports success, and a UNIQUE index that is never built guards nothing.',
    instead:
      'Drop the index first, with DROP INDEX CONCURRENTLY IF EXISTS, and build it then: the migration can be run again until it succeeds.',
    links: [
      'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
      'https://www.postgresql.org/docs/current/sql-dropindex.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `with op.get_context().autocommit_block():
    op.create_index(
        "ix_users_email",
        "users",
        ["email"],
        postgresql_concurrently=True,
        if_not_exists=True,
    )`,
      good: `with op.get_context().autocommit_block():
    op.drop_index(
        "ix_users_email",
        table_name="users",
        postgresql_concurrently=True,
        if_exists=True,
    )
    op.create_index(
        "ix_users_email",
        "users",
        ["email"],
        postgresql_concurrently=True,
        if_not_exists=True,
    )`,
    },
  ],
  *check({ steps }) {
    for (const [at, step] of steps.entries()) {
      const { operation, effects } = step;
      if (operation.kind !== 'createIndex' || !operation.concurrently || !operation.ifNotExists) continue;
      const { name, table } = operation;
      if (name === undefined || effects.refused !== undefined || isFresh(step.before, table)) continue;
      if (steps.slice(0, at).some((each) => drops(each, name))) continue;
      yield {
        span: step.head,
        message: `If building ${name} fails, the next run finds the invalid index that is left, and keeps it`,
        fixes: [{ title: 'Drop what a failed build has left first', rewrites: [dropFirst(step, operation, name)] }],
      };
    }
  },
};

function drops({ operation }: AnalyzedStep, name: string): boolean {
  return operation.kind === 'dropIndex' && operation.index.name === name;
}

function dropFirst(step: AnalyzedStep, { table }: CreateIndex, name: string): Rewrite {
  const drop = alone({ kind: 'dropIndex', index: { ...table, name }, table, concurrently: true, ifExists: true });
  return { kind: 'insert', step, side: 'before', operations: [drop] };
}
