import { expect, test } from 'vitest';
import { changeOf } from '../../server/src/analysis/change.ts';
import { applyEdits } from '../../server/src/text.ts';
import { analyzed, type Setting } from '../marked.ts';

/** The migration with its first fix of this rule, as a text. */
async function fixed(text: string, rule: string, setting: Setting): Promise<string> {
  const { analysis, workspace } = await analyzed(text, setting);
  const fix = analysis.findings.find((each) => each.rule === rule)?.fixes[0];
  const change = fix && (await changeOf(fix, analysis, workspace));
  return change ? applyEdits(analysis.source.text, change.edits) : `${rule} has no fix`;
}

async function wayBack(call: string, rule: string, setting: Setting): Promise<string> {
  const phased = await fixed(`def upgrade():\n    ${call}\n`, rule, setting);
  const whole = await fixed(phased, 'downgrade-missing', { ...setting, whole: true });
  return whole.slice(whole.indexOf('def downgrade')).trimEnd();
}

const history = [
  'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(50)), sa.Column("size", sa.Integer()))',
];
const rename = 'op.alter_column("users", "name", new_column_name="title", existing_type=sa.String(50))';

test('a column that a trigger keeps equal goes with trigger and function', async () => {
  expect(await wayBack(rename, 'rename-column-breaks-code', { history })).toBe(`def downgrade():
    op.execute("DROP TRIGGER mirror_users_name_title ON users")
    op.execute("DROP FUNCTION mirror_users_name_title()")
    op.drop_column("users", "title")`);
  expect(
    await wayBack('op.alter_column("users", "size", type_=sa.BigInteger())', 'type-change-rewrites', { history }),
  ).toBe(`def downgrade():
    op.execute("DROP TRIGGER mirror_users_size_new ON users")
    op.execute("DROP FUNCTION mirror_users_size_new()")
    op.drop_column("users", "size_new")`);
});

test('where a trigger has statements of its own, there are two', async () =>
  expect(await wayBack(rename, 'rename-column-breaks-code', { history, engine: 'mariadb' })).toBe(`def downgrade():
    op.execute("DROP TRIGGER mirror_users_name_title_insert")
    op.execute("DROP TRIGGER mirror_users_name_title_update")
    op.drop_column("users", "title")`));

test('a view that keeps the name of a table goes before the table has it again', async () =>
  expect(
    await wayBack('op.rename_table("users", "people")', 'rename-table-breaks-code', { history }),
  ).toBe(`def downgrade():
    op.execute("DROP VIEW users")
    op.rename_table("people", "users")`));

test.each([
  ['DROP VIEW few', 'CREATE OR REPLACE VIEW few AS SELECT id FROM users'],
  ['DROP FUNCTION f', 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$'],
  ['DROP TRIGGER t ON users', 'CREATE TRIGGER t BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION f()'],
])('what no other migration has made goes: %s', async (back, sql) =>
  expect(await fixed(`def upgrade():\n    op.execute("${sql}")\n`, 'downgrade-missing', { history })).toContain(
    `    op.execute("${back}")\n`,
  ),
);

test('what may have been there before nobody can bring back', async () => {
  const text = 'def upgrade():\n    op.execute("CREATE OR REPLACE VIEW few AS SELECT id FROM users")\n';
  const unread = { history: [...history, 'op.execute(text_of("views.sql"))'] };
  expect(await fixed(text, 'downgrade-missing', unread)).toContain('    raise NotImplementedError(\n');
});
