import { expect, test } from 'vitest';
import { alembic } from '../../../server/src/frontends/alembic/index.ts';

test.each([
  ['a.py', 'revision = "a"\n', true],
  ['a.py', 'down_revision: str | None = None\n', true],
  ['a.py', 'down_revision: Union[str, Sequence[str], None] = (\n    "a",\n)\n', true],
  ['a.py', 'from alembic import op\n\ndef upgrade():\n    pass\n', true],
  ['a.py', 'from alembic import op\n\ndef upgrade_engine1():\n    pass\n', true],
  ['a.py', 'import alembic\n\ndef upgrade():\n    alembic.op.execute("SELECT 1")\n', true],
  [
    'cli.py',
    'from alembic import command\nfrom alembic.config import Config\n\ndef upgrade_database():\n    pass\n',
    false,
  ],
  ['cli.py', 'import alembic.config\n\ndef upgrade():\n    alembic.config.main()\n', false],
  ['a.txt', 'revision = "a"\n', false],
  ['env.py', 'from alembic import context\nrevision = "a"\n', false],
  ['migrations/env.py', 'from alembic import context\n\ndef upgrade():\n    pass\n', false],
  ['a.py', 'if revision == "a":\n    pass\n', false],
  ['a.py', 'revision == "a"\n', false],
  ['a.py', 'def f():\n    revision = "a"\n', false],
  ['a.py', 'revisions = []\n', false],
  ['a.py', 'def upgrade():\n    pass\n', false],
  ['a.py', '', false],
])('%s with %j: %s', (path, text, claimed) => {
  expect(alembic.claims({ path, text })).toBe(claimed);
});
