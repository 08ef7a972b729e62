import { expect, test } from 'vitest';
import { changeOf } from '../../server/src/analysis/change.ts';
import { applyEdits } from '../../server/src/text.ts';
import { analyzed } from '../marked.ts';

const first = `op.create_table(
    "users",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("email", sa.Text(), nullable=False, comment="how to reach them"),
    sa.Column("mood", sa.Enum("sad", "glad", name="mood")),
    sa.Column("team_id", sa.Integer(), sa.ForeignKey("teams.id")),
)
op.create_index("ix_users_email", "users", ["email"])
op.execute("ALTER TABLE users ADD CONSTRAINT ck CHECK (id > 0) NOT VALID")
op.execute("CREATE VIEW few AS SELECT id FROM users")`.replaceAll('\n', '\n    ');

async function wayBack(upgrade: string): Promise<string> {
  const setting = { rule: 'downgrade-missing', history: [first] };
  const { analysis, workspace } = await analyzed(`def upgrade():\n    ${upgrade}\n`, setting);
  const fix = analysis.findings.find(({ rule }) => rule === setting.rule)?.fixes[0];
  const change = fix && (await changeOf(fix, analysis, workspace));
  const text = change ? applyEdits(analysis.source.text, change.edits) : 'def downgrade():\n    nothing';
  return text.slice(text.indexOf('def downgrade')).replace(/^.*\n/, '').trimEnd();
}

test.each([
  [
    'a dropped column is NOT NULL again once it is filled',
    'op.drop_column("users", "email")',
    `    # The values of users.email are gone: it comes back empty.
    op.add_column(
        "users",
        sa.Column("email", sa.Text(), nullable=True, comment="how to reach them"),
    )
    # Give each row of users a value for email here, or this fails.
    op.alter_column("users", "email", existing_type=sa.Text(), nullable=False)
    with op.get_context().autocommit_block():
        op.create_index(
            "ix_users_email", "users", ["email"], postgresql_concurrently=True
        )`,
  ],
  [
    'what has been checked is unchecked again',
    'op.execute("ALTER TABLE users VALIDATE CONSTRAINT ck")',
    `    op.drop_constraint("ck", "users", type_="check")
    op.create_check_constraint("ck", "users", "id > 0", postgresql_not_valid=True)`,
  ],
  [
    'a constraint is dropped by the name that the server gives it',
    'op.create_unique_constraint(None, "users", ["email"])',
    '    op.drop_constraint("users_email_key", "users", type_="unique")',
  ],
  [
    'a constraint that was dropped by the name that the server gave it is made by it',
    'op.drop_constraint("users_team_id_fkey", "users", type_="foreignkey")',
    '    op.create_foreign_key("users_team_id_fkey", "users", "teams", ["team_id"], ["id"])',
  ],
  ['renames', 'op.execute("ALTER TYPE mood RENAME TO feeling")', '    op.execute("ALTER TYPE feeling RENAME TO mood")'],
  ['a view', 'op.execute("DROP VIEW few")', '    op.execute("CREATE OR REPLACE VIEW few AS SELECT id FROM users")'],
  [
    'a comment',
    'op.execute("COMMENT ON COLUMN users.email IS NULL")',
    `    op.execute("COMMENT ON COLUMN users.email IS 'how to reach them'")`,
  ],
  [
    'what is gone for good is said',
    'op.execute("DELETE FROM users")\n    op.drop_index("ix_users_email", table_name="users")',
    `    # The rows that the upgrade has removed from users do not come back.
    op.create_index("ix_users_email", "users", ["email"])`,
  ],
  ['where there is nothing to undo, it is empty', 'op.execute("REINDEX TABLE users")', '    pass'],
  [
    'where nothing can be undone, the way back refuses',
    'op.execute("DELETE FROM users")',
    `    raise NotImplementedError(
        "This cannot be undone by a migration: restore what it has changed from a backup"
    )`,
  ],
])('%s', async (_, upgrade, expected) => expect(await wayBack(upgrade)).toBe(expected));

test('in plain SQL', async () => {
  const setting = {
    rule: 'downgrade-missing',
    tool: 'sql' as const,
    path: 'migrations/0003_more.up.sql',
    history: ['CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, age integer DEFAULT 3);'],
  };
  const down = async (text: string) => {
    const { analysis, workspace } = await analyzed(text, setting);
    const fix = analysis.findings.find(({ rule }) => rule === setting.rule)?.fixes[0];
    return (fix && (await changeOf(fix, analysis, workspace)))?.newFiles[0]?.text;
  };
  expect(await down('DROP TABLE users;\n')).toContain(
    '-- The rows of users are gone: it comes back empty.\nCREATE TABLE users (',
  );
  expect(await down('ALTER TABLE users ALTER COLUMN age DROP DEFAULT;\n')).toBe(
    'ALTER TABLE users ALTER COLUMN age SET DEFAULT 3;\n',
  );
  expect(await down('TRUNCATE users;\n')).toContain('RAISE EXCEPTION');
});
