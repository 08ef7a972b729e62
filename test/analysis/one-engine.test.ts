import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'index-duplicated';

/** Both folders have a revision of this id; only one of them builds the index. */
function revision(folder: string, upgrade: string) {
  return {
    path: `/app/migrations/versions/${folder}/a1_users.py`,
    text: `from alembic import op\nimport sqlalchemy as sa\n\nrevision = "a1"\ndown_revision = None\n\n\ndef upgrade():\n    ${upgrade}\n`,
  };
}

const table =
  'op.create_table("users", sa.Column("id", sa.BigInteger(), primary_key=True), sa.Column("age", sa.Integer()))';
const children = [
  revision('postgresql', `${table}\n    op.create_index("ix_age", "users", ["age"])`),
  revision('sqlite', table),
];

test('the folder of the engine at hand tells the history, also where another has the same ids', async () => {
  const text = (mark: string) => `from alembic import op

revision = "b2"
down_revision = "a1"


def upgrade():
    op.create_index("ix_users_age", "users", ["age"])${mark}
`;
  await check(text(''), { rule, engine: 'sqlite', path: 'migrations/versions/sqlite/b2.py', whole: true, children });
  const found = `
#   ^^^^^^^^^^^^^^^ warning: ix_users_age is not needed on users: ix_age has the same columns`;
  await check(text(found), { rule, path: 'migrations/versions/postgresql/b2.py', whole: true, children });
  // No folder is named after the engine at hand: all are of one history.
  await check(text(found), { rule, engine: 'mysql', path: 'migrations/versions/b2.py', whole: true, children });
});
