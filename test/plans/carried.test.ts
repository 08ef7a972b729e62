import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  `op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("rank", sa.Integer(), nullable=True))
op.create_index("ix_users_rank", "users", ["rank"])
op.create_index("by_rank", "users", ["rank"], postgresql_where=sa.text("rank > 0"))
op.create_unique_constraint(None, "users", ["rank"])
op.create_check_constraint("positive", "users", "rank >= 0")
op.create_foreign_key("fk_users_rank_teams", "users", "teams", ["rank"], ["id"])`,
];

/** What stands in quotes behind each of these words. */
const named = (text: string) =>
  [
    ...text.matchAll(
      /(create_\w+|VALIDATE CONSTRAINT|ADD CONSTRAINT|RENAME CONSTRAINT|ALTER INDEX)[\s("]+(\w+)(?:[^"]*? TO (\w+))?/g,
    ),
  ]
    .map(([, what, name, to]) => [what, name, to].filter(Boolean).join(' '))
    .filter((each) => !/create_engine/.test(each));

test('what hangs on a column is made over the one that takes its place, and has its names in the end', async () => {
  const files = await scaffolded('change-type', { table: 'users', column: 'rank', type: 'bigint' }, { history });
  const upgrades = [...files.matchAll(/def upgrade[\s\S]*?(?=def downgrade)/g)].map(([each]) => each).join('\n');
  expect(named(upgrades)).toEqual([
    'create_check_constraint positive_rank_new',
    'create_foreign_key fk_users_rank_teams_rank_new',
    'create_index ix_users_rank_rank_new',
    'create_index by_rank_rank_new',
    'create_index users_rank_key_rank_new',
    'ADD CONSTRAINT users_rank_key_rank_new',
    'VALIDATE CONSTRAINT positive_rank_new',
    'VALIDATE CONSTRAINT fk_users_rank_teams_rank_new',
    'ALTER INDEX ix_users_rank_rank_new ix_users_rank',
    'ALTER INDEX by_rank_rank_new by_rank',
    'RENAME CONSTRAINT users_rank_key_rank_new users_rank_key',
    'RENAME CONSTRAINT positive_rank_new positive',
    'RENAME CONSTRAINT fk_users_rank_teams_rank_new fk_users_rank_teams',
  ]);
  expect(files).not.toContain('guaranteed of');
});

test('names that were made of the column follow it, those of the author stay', async () => {
  const answers = { table: 'users', column: 'rank', to: 'grade' };
  const files = await scaffolded('rename-column', answers, { history });
  expect(files).toContain('"ix_users_grade", "users", ["grade"]');
  expect(files).toContain('fk_users_grade_teams');
  expect(files).toContain('ALTER INDEX by_rank_grade RENAME TO by_rank');
  expect(files).not.toContain('RENAME TO ix_users_grade');
});

test('where a unique index is all there is to a UNIQUE, it comes back as one', async () => {
  const unique = [
    `op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("mail", sa.String(80)))
op.create_unique_constraint("uq_mail", "users", ["mail"])`,
  ];
  for (const engine of ['mysql', 'mariadb'] as const) {
    const files = await scaffolded(
      'rename-column',
      { table: 'users', column: 'mail', to: 'email' },
      { history: unique, engine },
    );
    expect(files.split('def upgrade')).toHaveLength(4);
    expect(files).toContain('op.create_index("uq_mail", "users", ["mail"], unique=True)');
    expect(files).toContain('What uq_mail guaranteed of mail is guaranteed of email too.');
  }
});

test('nobody can make an EXCLUDE while others write: somebody has to see to it', async () => {
  const excluded = [
    ...history,
    'op.execute("ALTER TABLE users ADD CONSTRAINT apart EXCLUDE USING gist (rank WITH =)")',
  ];
  const files = await scaffolded(
    'change-type',
    { table: 'users', column: 'rank', type: 'bigint' },
    { history: excluded },
  );
  expect(files).not.toContain('apart_rank_new');
});
