import type { EngineCalled } from '../transactions/cases.ts';
import type { Quotes } from './black.ts';
import { counters, logs, type Models, model, tickets, usual } from './models.ts';

/** A change that a model and a database go through together. */
export interface Case extends Models {
  readonly pattern: string;
  readonly what: string;
  readonly answers: Readonly<Record<string, string>>;
  readonly engines: readonly EngineCalled[];
  /** In the first revision. */
  readonly quotes: Quotes;
  /** What stands in the first revision behind what Alembic finds in the model. */
  readonly also: string;
  /** Lines in which the phases end otherwise than the plain form, and why they may. */
  readonly apart: readonly RegExp[];
  /** Why no model can say it, where that is so. */
  readonly beyond?: string | undefined;
  /** What the plain form aims at, where that is less. */
  readonly plainly?: Models['edits'] | undefined;
}

interface Change extends Partial<Pick<Case, 'edits' | 'engines' | 'also' | 'apart' | 'beyond' | 'plainly'>> {
  readonly pattern: string;
  readonly answers: Case['answers'];
  readonly tables?: string;
}

const everywhere: readonly EngineCalled[] = ['postgresql', 'mariadb', 'sqlite'];

/** A column of `users`, as the model has it. */
const column = (text: string): readonly [string, string] => [
  'sa.Column("team_id", sa.Integer),',
  `sa.Column("team_id", sa.Integer),\n    ${text},`,
];

const rank = `        "rank",
        sa.Integer,`;

const changes: readonly Change[] = [
  { pattern: 'empty', answers: { message: 'nothing new' }, engines: everywhere },
  {
    pattern: 'add-column',
    answers: { table: 'users', column: 'city', type: 'varchar(20)', default: 'Rome' },
    edits: [column('sa.Column("city", sa.String(20), server_default="Rome")')],
    engines: everywhere,
  },
  {
    pattern: 'add-not-null-column',
    answers: { table: 'users', column: 'city', type: 'varchar(20)', value: "lower('Rome')" },
    edits: [column('sa.Column("city", sa.String(20), nullable=False)')],
    engines: everywhere,
  },
  {
    pattern: 'generated-column',
    answers: { table: 'users', column: 'low', type: 'varchar(80)', expression: 'lower(email)' },
    edits: [column('sa.Column("low", sa.String(80), sa.Computed("lower(email)", persisted=True))')],
    // A column that is there becomes no generated one: a trigger goes on computing it.
    apart: [/\blow\b|compute_users_low/],
  },
  {
    pattern: 'add-identity-column',
    answers: { table: 'users', column: 'number' },
    edits: [
      column(
        'sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False),\n    sa.Index("uq_users_number", "number", unique=True)',
      ),
    ],
  },
  {
    pattern: 'set-not-null',
    answers: { table: 'users', column: 'email', value: "'none'" },
    edits: [
      [
        'sa.Column("email", sa.String(80), index=True)',
        'sa.Column("email", sa.String(80), index=True, nullable=False)',
      ],
    ],
    engines: everywhere,
  },
  {
    pattern: 'change-type',
    answers: { table: 'users', column: 'rank', type: 'bigint' },
    edits: [[rank, rank.replace('sa.Integer', 'sa.BigInteger')]],
  },
  {
    pattern: 'change-type',
    answers: { table: 'users', column: 'email', type: 'text' },
    edits: [['sa.Column("email", sa.String(80), index=True)', 'sa.Column("email", sa.Text, index=True)']],
  },
  {
    pattern: 'key-to-bigint',
    answers: { table: 'counters' },
    tables: counters,
    edits: [
      ['"counters", metadata, sa.Column("id", sa.Integer', '"counters", metadata, sa.Column("id", sa.BigInteger'],
    ],
  },
  {
    pattern: 'rename-column',
    answers: { table: 'users', column: 'rank', to: 'grade' },
    edits: [
      [rank, rank.replace('rank', 'grade')],
      ['("rank", "id")', '("grade", "id")'],
      ['"rank >= 0"', '"grade >= 0"'],
      ['"rank", "name"', '"grade", "name"'],
    ],
  },
  {
    pattern: 'split-column',
    answers: {
      ...{ table: 'users', column: 'name', first: 'first_name', firstValue: "split_part(name, ' ', 1)" },
      ...{
        second: 'last_name',
        secondValue: "split_part(name, ' ', 2)",
        value: "concat_ws(' ', first_name, last_name)",
      },
    },
    edits: [
      [
        'sa.Column("name", sa.String(50), server_default="nobody", nullable=False)',
        'sa.Column("first_name", sa.String(50)),\n    sa.Column("last_name", sa.String(50))',
      ],
      ['    sa.Index("ix_both", "rank", "name"),\n', ''],
    ],
  },
  {
    pattern: 'merge-columns',
    answers: {
      ...{ table: 'users', first: 'email', second: 'name', to: 'label', value: "email || '/' || name" },
      ...{ firstValue: "split_part(label, '/', 1)", secondValue: "split_part(label, '/', 2)", type: 'varchar(140)' },
    },
    edits: [
      ['sa.Column("email", sa.String(80), index=True)', 'sa.Column("label", sa.String(140))'],
      ['    sa.Column("name", sa.String(50), server_default="nobody", nullable=False),\n', ''],
      ['    sa.Index("ix_both", "rank", "name"),\n', ''],
    ],
  },
  {
    pattern: 'drop-column',
    answers: { table: 'users', column: 'name' },
    edits: [
      ['    sa.Column("name", sa.String(50), server_default="nobody", nullable=False),\n', ''],
      ['    sa.Index("ix_both", "rank", "name"),\n', ''],
    ],
  },
  {
    pattern: 'rename-table',
    answers: { table: 'counts', to: 'tallies' },
    tables: counters,
    edits: [['    "counts",', '    "tallies",']],
  },
  {
    pattern: 'drop-table',
    answers: { table: 'counts' },
    tables: counters,
    edits: [[counters.slice(counters.indexOf('sa.Table(\n')), '']],
    engines: everywhere,
  },
  {
    pattern: 'add-index',
    answers: { table: 'users', column: 'team_id' },
    edits: [['sa.Column("team_id", sa.Integer)', 'sa.Column("team_id", sa.Integer, index=True)']],
    engines: everywhere,
  },
  {
    pattern: 'replace-index',
    answers: { table: 'users', index: 'ix_both', column: 'name, rank' },
    edits: [['"rank", "name"', '"name", "rank"']],
    // SQLite has no other name for an index: the new one keeps the name that it was built under.
    engines: ['postgresql', 'mariadb'],
  },
  {
    pattern: 'add-partitioned-index',
    beyond: 'SQLAlchemy takes a partition and its index for a table and an index that no model has',
    // The server makes up another name for the index of a partition.
    apart: [/\bevents_2_id_idx\b|\bix_events_id_events_2\b/],
    answers: { table: 'events', column: 'id' },
    tables: logs,
    also: `op.execute("CREATE TABLE events_2 PARTITION OF events FOR VALUES IN ('b')")`,
    edits: [
      [
        'sa.Column("id", sa.Integer, nullable=False),\n    sa.Column("kind"',
        'sa.Column("id", sa.Integer, nullable=False, index=True),\n    sa.Column("kind"',
      ],
    ],
  },
  {
    pattern: 'attach-partition',
    answers: { table: 'events', partition: 'events_1', values: "'a'" },
    tables: logs,
  },
  {
    pattern: 'add-foreign-key',
    // The plain form is the key alone.
    apart: [/\bix_users_team_id\b/],
    plainly: [
      [
        'sa.Column("team_id", sa.Integer)',
        'sa.Column("team_id", sa.Integer, sa.ForeignKey("teams.id", ondelete="SET NULL"))',
      ],
    ],
    answers: { table: 'users', column: 'team_id', references: 'teams', onDelete: 'SET NULL' },
    edits: [
      [
        'sa.Column("team_id", sa.Integer)',
        'sa.Column("team_id", sa.Integer, sa.ForeignKey("teams.id", ondelete="SET NULL"), index=True)',
      ],
    ],
  },
  {
    pattern: 'add-check',
    answers: { table: 'users', expression: 'team_id > 0', name: 'ck_users_team' },
    edits: [
      [
        'sa.CheckConstraint("rank',
        'sa.CheckConstraint("team_id > 0", name="ck_users_team"),\n    sa.CheckConstraint("rank',
      ],
    ],
    engines: everywhere,
  },
  {
    pattern: 'add-unique',
    answers: { table: 'users', column: 'team_id' },
    edits: [['sa.Column("team_id", sa.Integer)', 'sa.Column("team_id", sa.Integer, unique=True)']],
    engines: ['postgresql', 'mariadb'],
  },
  {
    pattern: 'add-primary-key',
    answers: { table: 'logs', column: 'number' },
    tables: logs,
    edits: [
      [
        'sa.Column("number", sa.BigInteger, nullable=False)',
        'sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False)',
      ],
    ],
  },
  {
    pattern: 'add-enum-value',
    answers: { type: 'state', value: 'late', after: 'open' },
    tables: tickets,
    edits: [['"open", "done"', '"open", "late", "done"']],
  },
  {
    pattern: 'rename-enum-value',
    answers: { type: 'state', value: 'done', to: 'closed' },
    tables: tickets,
    edits: [['"done"', '"closed"']],
  },
  {
    pattern: 'remove-enum-value',
    answers: { type: 'state', value: 'done' },
    tables: tickets,
    edits: [[', "done"', '']],
  },
  { pattern: 'backfill', answers: { table: 'users', column: 'email', value: "'none'" }, engines: everywhere },
];

/** Each by both ways of naming what its author does not name, and of quoting. */
export const cases: readonly Case[] = changes.flatMap(({ tables = usual, ...change }) =>
  [false, true].map((named) => ({
    ...{ edits: [], engines: ['postgresql'], also: '', apart: [] },
    ...change,
    what: `${change.pattern} ${Object.values(change.answers).join(' ')}, named by ${named ? 'a convention' : 'the server'}`,
    quotes: named ? ('double' as const) : ('single' as const),
    before: model(tables, named),
  })),
);
