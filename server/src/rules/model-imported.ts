import type { Rule } from '../model/rule.ts';
import { inlinedTable } from '../plans/inline-table.ts';

export const modelImported: Rule = {
  id: 'model-imported',
  asksClasses: true,
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'A migration works with mapped classes, tables or metadata of the application.',
    why: 'They are what the code says today, while the migration meets the schema of its own day. As soon as a column is added to the class, this old migration asks for it and fails on every new database; renaming or moving the class stops all migrations, because the file cannot even be imported.',
    instead:
      'Say in the migration itself what it needs of the table: sa.table() with the columns that it names, or plain SQL.',
    links: [
      'https://docs.sqlalchemy.org/en/20/core/selectable.html#sqlalchemy.sql.expression.table',
      'https://alembic.sqlalchemy.org/en/latest/ops.html#alembic.operations.Operations.bulk_insert',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      part: 'text',
      history: [
        'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("plan", sa.String()))',
      ],
      application: [
        {
          path: 'app/models.py',
          text: `class User(Base):
    __tablename__ = "users"

    id = Column(Integer, primary_key=True)
    plan = Column(String)
`,
        },
      ],
      bad: `import sqlalchemy as sa
from alembic import op

from app.models import User

revision = "b2"
down_revision = "a0"


def upgrade():
    op.execute(sa.update(User).where(User.plan.is_(None)).values(plan="free"))
`,
      good: `import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = "a0"

users = sa.table("users", sa.column("plan", sa.String()))


def upgrade():
    op.execute(sa.update(users).where(users.c.plan.is_(None)).values(plan="free"))
`,
    },
  ],
  *check(subject) {
    const { direction, migration } = subject;
    // The file is imported as a whole, whichever way it goes.
    if (direction !== 'up') return;
    for (const model of migration.models ?? []) {
      const { name, module, span } = model;
      yield {
        span,
        fixes: inlinedTable(model, subject),
        message: `${name} is what ${module} says of it today: this migration breaks, or does something else, when it changes there`,
      };
    }
  },
};
