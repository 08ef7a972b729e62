import type { EngineCalled } from '../transactions/cases.ts';

/** A pattern on a table of two hundred rows. */
export interface Case {
  readonly pattern: string;
  readonly engines: readonly EngineCalled[];
  readonly answers: Readonly<Record<string, string>>;
  readonly history: string;
  /** Queries, and what they give behind the upgrade. */
  readonly gives: readonly (readonly [sql: string, wanted: string])[];
}

const history = `op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.String(50), nullable=True))
op.create_table(
    "users",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("email", sa.String(80), nullable=True),
    sa.Column("team_id", sa.Integer(), nullable=True),
)
op.create_index("ix_users_email", "users", ["email"])`;

const withProfiles = `${history}
op.create_table(
    "profiles",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("user_id", sa.Integer(), sa.ForeignKey("users.id"), nullable=False, unique=True),
)`;

const movedRows = "SELECT count(*) FROM profiles WHERE mail LIKE 'ema%'";

const both: readonly EngineCalled[] = ['mariadb', 'sqlite'];

const one = (pattern: string, answers: Case['answers'], gives: Case['gives'], more: Partial<Case> = {}): Case => ({
  ...{ pattern, engines: both, answers: { table: 'users', ...answers }, history, gives },
  ...more,
});

const rows = (condition: string) => `SELECT count(*) FROM users WHERE ${condition}`;

export const cases: readonly Case[] = [
  one('empty', {}, [], { answers: { message: 'nothing' } }),
  one('add-column', { column: 'state', type: 'varchar(20)', default: 'new' }, [[rows("state = 'new'"), '200']]),
  one('add-not-null-column', { column: 'state', type: 'varchar(20)', value: "'x'" }, [[rows("state = 'x'"), '200']]),
  one('generated-column', { column: 'low', type: 'varchar(80)', expression: 'lower(email)' }, [
    [rows('low = lower(email)'), '200'],
  ]),
  one('set-not-null', { column: 'email' }, [[rows('email IS NULL'), '0']]),
  one('change-type', { column: 'team_id', type: 'bigint' }, [[rows('team_id = id'), '200']]),
  one('rename-column', { column: 'email', to: 'mail' }, [[rows("mail LIKE 'ema%'"), '200']]),
  one('move-column', { column: 'email', into: 'profiles', by: 'user_id', to: 'mail' }, [[movedRows, '200']], {
    history: withProfiles,
  }),
  one('move-column', { column: 'email', into: 'profiles', by: 'user_id', to: 'mail' }, [[movedRows, '200']], {
    history: withProfiles.replace('"email", sa.String(80), nullable=True', '"email", sa.String(80), nullable=False'),
  }),
  one('rename-table', { to: 'people' }, [['SELECT count(*) FROM people', '200']]),
  one('drop-column', { column: 'team_id' }, []),
  one('drop-table', { table: 'teams' }, []),
  one('add-index', { column: 'team_id' }, []),
  one('replace-index', { index: 'ix_users_email', column: 'email,team_id' }, []),
  one('add-foreign-key', { column: 'team_id', references: 'teams' }, []),
  one('add-check', { expression: 'team_id > 0' }, []),
  one('add-unique', { column: 'email' }, []),
  one('backfill', { column: 'email', value: "'x'" }, [[rows('email IS NULL'), '0']]),
];
