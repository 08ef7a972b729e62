import type { Rule } from '../model/rule.ts';

export const bindColonInSql: Rule = {
  id: 'bind-colon-in-sql',
  severity: 'error',
  inDowngrade: 'same',
  docs: {
    what: 'A colon and a word in an SQL text are taken for a parameter that nobody gives a value.',
    why: 'SQLAlchemy’s text(), and op.execute() of a plain string, look for :name everywhere, in string literals and comments as well: a JSON value or a format of times makes the statement fail with “A value is required for bind parameter”. In a default, a CHECK or the WHERE of an index it is worse: NULL is written in its place without a word.',
    instead: 'Escape the colon with a backslash, or give the parameter its value with bindparams().',
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `op.execute("UPDATE users SET settings = '{\\"theme\\":true}' WHERE id = 1")`,
      good: `op.execute("UPDATE users SET settings = '{\\"theme\\"\\\\:true}' WHERE id = 1")`,
    },
  ],
  *check({ steps }) {
    const said = new Set<number>();
    for (const step of steps) {
      for (const { name, span } of step.unbound ?? []) {
        if (said.has(span.start)) continue;
        said.add(span.start);
        yield {
          span,
          // What is executed fails for want of a value; what defines a column or constraint gets a NULL instead.
          message: `:${name} is taken for a parameter, and nobody gives it a value: ${step.sql === undefined ? 'NULL is written in its place' : 'the statement fails'}`,
          fixes: [{ title: 'Take the colon for what it is', rewrites: [{ kind: 'literal', step }] }],
        };
      }
    }
  },
};
