import type { Rule } from '../model/rule.ts';

export const statementBeforeConfigure: Rule = {
  id: 'statement-before-configure',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'The program around the migrations runs SQL on its connection before context.configure, and does not commit it.',
    why: 'With SQLAlchemy 2 the first statement begins a transaction. Alembic finds it open, takes it for somebody else’s and never commits: the run says OK, and all of it is rolled back when the connection closes. On databases whose DDL commits by itself the tables are there, but nothing remembers that the migration has run.',
    instead:
      'Commit before context.configure, or tell each connection by connect_args, or run the statement behind context.configure: then Alembic commits it together with the migrations.',
    links: [
      'https://docs.sqlalchemy.org/en/20/core/connections.html#commit-as-you-go',
      'https://alembic.sqlalchemy.org/en/latest/cookbook.html#rudimental-schema-level-multi-tenancy-for-postgresql-databases',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'script',
      bad: `from alembic import context
from app.db import engine
from sqlalchemy import text

with engine.connect() as connection:
    connection.execute(text("SET lock_timeout = '5s'"))
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()`,
      good: `from alembic import context
from app.db import engine
from sqlalchemy import text

with engine.connect() as connection:
    connection.execute(text("SET lock_timeout = '5s'"))
    connection.commit()
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()`,
    },
  ],
  *check() {},
  *checkScript({ script: { uncommitted } }) {
    if (!uncommitted) return;
    const { head, what, local, sets, engine } = uncommitted;
    const connect = { kind: 'connect' } as const;
    const commit = { kind: 'controlTransaction', what: 'commit' } as const;
    yield {
      span: head,
      message: `${what} begins a transaction before context.configure that nobody commits: the run says OK, and what the migrations did is rolled back`,
      fixes: local
        ? []
        : [
            { title: 'Commit before context.configure', rewrites: [{ kind: 'prepare', operation: commit }] },
            ...(sets && engine ? [{ title: 'Tell each connection by connect_args', rewrites: [connect] }] : []),
          ],
    };
  },
};
