import type { Rule } from '../model/rule.ts';

export const sqlBuiltFromStrings: Rule = {
  id: 'sql-built-from-strings',
  severity: 'warning',
  inDowngrade: 'same',
  docs: {
    what: 'A value that comes from rows of the database, or from outside of the program, is put into the text of a statement.',
    why: 'The first value with a quote in it ends the string constant: the migration fails half-way through the data, or what stands behind the quote is carried out as SQL. A NULL becomes the word None, and no statement is like another to the server.',
    instead:
      'Give the value as a bind parameter. Names of tables and columns, which can be no parameters, may come from literals.',
    links: [
      'https://docs.sqlalchemy.org/en/20/core/sqlelement.html#sqlalchemy.sql.expression.text',
      'https://www.psycopg.org/docs/usage.html#the-problem-with-the-query-parameters',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      bad: `for row in op.get_bind().execute(sa.text("SELECT id, name FROM users WHERE id < 100")):
    op.execute(f"UPDATE users SET slug = '{row.name.lower()}' WHERE id = {row.id}")`,
      good: `for row in op.get_bind().execute(sa.text("SELECT id, name FROM users WHERE id < 100")):
    op.get_bind().execute(
        sa.text("UPDATE users SET slug = :slug WHERE id = :id"),
        {"slug": row.name.lower(), "id": row.id},
    )`,
    },
  ],
  *check({ steps }) {
    const told = new Set<number>();
    for (const { builtFrom = [] } of steps) {
      const [first] = builtFrom;
      if (!first || told.has(first.span.start)) continue;
      told.add(first.span.start);
      const origin = first.origin === 'rows' ? 'comes from rows of the database' : 'comes from outside of the program';
      yield {
        span: first.span,
        message: `This value ${origin} and becomes a part of the SQL: a quote in it breaks the statement`,
      };
    }
  },
};
