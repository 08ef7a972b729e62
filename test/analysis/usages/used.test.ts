import { expect, test } from 'vitest';
import { factsOf } from '../../../server/src/analysis/facts.ts';
import { usedBy } from '../../../server/src/analysis/usages/used.ts';
import type { Source } from '../../../server/src/text.ts';
import { analyzed, type Setting } from '../../marked.ts';

const model = 'class User(Base):\n    __tablename__ = "users"\n    nickname = mapped_column(String(50))\n';
const view = { path: 'app/view.py', text: 'User.nickname\nUser.nickname == nickname\n' };

test('what is found by how sure it is, and how far the search went', async () => {
  const sql = { path: 'app/report.py', text: 'q = "SELECT nickname FROM users"\n' };
  const [used] = await usedOf({ path: 'app/models.py', text: model }, view, sql);
  expect(used?.what).toBe('users.nickname');
  expect(used?.declared.map(({ place }) => place)).toEqual(['app/models.py:3']);
  expect(used?.inSql.map(({ place }) => place)).toEqual(['app/report.py:1']);
  expect(used?.words).toEqual([{ path: 'app/view.py', count: 3 }]);
  expect(used?.text).toBe('app/models.py:3 declares it, and 1 more place; searched in 3 files');
});

test('nothing found is said as such, never as unused', async () => {
  const [alone] = await usedOf({ path: 'app/models.py', text: model.replace('nickname', 'name') });
  expect(alone?.text).toBe('none found in 1 file');
  const [word] = await usedOf(view);
  expect(word?.text).toBe('none found in 1 file; the same word stands in 1 of them, and may mean something else');
});

test('hover and report say it, of the way up and of what was there before', async () => {
  const text = `def upgrade():
    op.drop_column("users", "nickname")
    op.create_table("drafts", sa.Column("id", sa.Integer()))
    op.drop_table("drafts")


def downgrade():
    op.drop_column("users", "other")
`;
  const { analysis } = await analyzed(text, { application: [view] });
  const said = [...analysis.up, ...analysis.down].flatMap((step) =>
    factsOf([step], analysis, () => '').filter(({ label }) => label === 'Uses'),
  );
  expect(said.map((each) => each.text)).toEqual([
    'of users.nickname: none found in 1 file; the same word stands in 1 of them, and may mean something else',
  ]);
});

test('a rename says that nothing was found, where somebody has looked', async () => {
  const said = async (setting: Setting) => {
    const text = 'def upgrade():\n    op.alter_column("users", "nickname", new_column_name="name")\n';
    const { analysis } = await analyzed(text, setting);
    return analysis.findings.find(({ rule }) => rule === 'rename-column-breaks-code')?.message;
  };
  const bare = 'Renaming users.nickname to name breaks all code that runs with the old name';
  expect(await said({})).toBe(bare);
  expect(await said({ application: [view] })).toBe(`${bare} (none found in 1 file)`);
  expect(await said({ application: [{ path: 'app/models.py', text: model }] })).toBe(bare);
  expect(await said({ application: [view], rules: { 'still-used-by-code': 'off' } })).toBe(bare);
});

async function usedOf(...application: readonly Source[]) {
  const { analysis } = await analyzed('def upgrade():\n    op.drop_column("users", "nickname")\n', { application });
  return usedBy(analysis.up, analysis);
}
