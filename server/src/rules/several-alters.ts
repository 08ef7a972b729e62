import type { Fix } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { type Altered, worthMerging } from '../plans/merged.ts';

export const severalAlters: Rule = {
  id: 'several-alters',
  severity: 'info',
  inDowngrade: 'lower',
  docs: {
    what: 'Several statements alter one table, and each reads or writes all of its rows.',
    why: 'One ALTER TABLE with several actions goes over the table once for all of them. Apart, each goes over it anew, and whoever waits for the table waits for as many passes.',
    instead:
      'Write the actions into one ALTER TABLE, separated by commas, or make each of them one that needs no pass.',
    links: [
      'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES',
      'https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      tool: 'sql',
      history: ['CREATE TABLE users (age integer, size integer);'],
      bad: `ALTER TABLE users ALTER COLUMN age TYPE bigint;
ALTER TABLE users ALTER COLUMN size TYPE bigint;`,
      good: `ALTER TABLE users ALTER COLUMN age TYPE bigint,
  ALTER COLUMN size TYPE bigint;`,
    },
  ],
  *check(subject) {
    for (const altered of worthMerging(subject)) {
      const [first, second] = altered.statements;
      if (!first?.[0] || !second?.[0]) continue;
      const { length } = altered.statements;
      yield {
        span: second[0].head,
        message: `${length} statements go over all of ${relationText(altered.table)} one after the other: one ALTER TABLE would do with fewer passes`,
        related: [{ path: subject.migration.path, span: first[0].head, message: 'The first of them' }],
        fixes: altered.adjacent ? merged(altered) : [],
      };
    }
  },
};

function merged({ statements, table }: Altered): readonly Fix[] {
  const steps = statements.flat();
  if (!steps.every(isOwnText)) return [];
  return [{ title: `Alter ${relationText(table)} once`, rewrites: [{ kind: 'merge', steps }] }];
}

/** What a program hands over stands within its own statement, and what says how it is to run says so of itself alone. */
function isOwnText({ operation, sql, span }: AnalyzedStep): boolean {
  return sql !== undefined && span.end - span.start <= sql.length + 1 && !('online' in operation && operation.online);
}
