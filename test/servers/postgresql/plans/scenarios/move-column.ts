import type { Proof, Scenario, Traffic } from '../scenario.ts';
import {
  asking,
  count,
  inSchema,
  type Names,
  onLine,
  peculiar,
  plain,
  py,
  rowsBefore,
  rowsWritten,
  sql,
  sqlTable,
  traffic,
  withEverything,
  world,
} from '../world.ts';

/** Where a column moves to, by a column that points at the table it comes from. */
interface Moved {
  readonly names: Names;
  readonly into: string;
  readonly by: string;
  readonly to?: string;
}

const profiles: Moved = { names: plain, into: 'profiles', by: 'user_id' };

const unusual: readonly Moved[] = [
  ...peculiar.map((names, order) => ({
    names,
    into: `More of ${order}`,
    by: `% its "${names.key}" :by`,
    to: 'to {"it"}',
  })),
  {
    names: { table: 't'.repeat(60), key: 'k'.repeat(63), column: 'c'.repeat(63) },
    into: 'd'.repeat(63),
    by: 'b'.repeat(63),
  },
];

export const moveColumn: Proof = {
  scenarios: [
    ...[profiles, ...unusual].map((each) => move(each)),
    move(profiles, true),
    moveDefault(),
    moveWithEverything(),
    moveToWhatIsPointedAt(),
  ],
  measured: [
    {
      what: 'a text column that the application reads and writes',
      answers: { table: 'orders', column: 'email', into: 'users', by: 'id' },
      plain: `op.add_column("users", sa.Column("email", sa.String(length=100), nullable=True))
op.execute("UPDATE users SET email = (SELECT email FROM orders WHERE orders.id = users.id)")
op.drop_column("orders", "email")`,
      read: 'SELECT email FROM orders WHERE id = :n',
      write: `UPDATE orders SET email = 'w' || :n WHERE id = :n`,
      after: {
        read: 'SELECT email FROM users WHERE id = :n',
        write: `UPDATE users SET email = 'w' || :n WHERE id = :n`,
      },
    },
  ],
};

function target({ names, into }: Moved): string {
  return sqlTable({ ...names, table: into });
}

/** Every row that an application writes has its row in the other table; of the others some that have nothing to move have none. */
function both(moved: Moved, required = false): Pick<Scenario, 'history' | 'rows' | 'table'> {
  const { names, into, by } = moved;
  const key = `${names.schema === undefined ? '' : `${names.schema}.`}${names.table}.${names.key}`;
  const { history, rows, table } = world(names, required);
  return {
    table,
    history: `${history}
op.create_table(
    ${py(into)},
    sa.Column("id", sa.Integer(), sa.Identity(), primary_key=True),
    sa.Column(${py(by)}, sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint([${py(by)}], [${py(key)}], ondelete="CASCADE"),
    sa.UniqueConstraint(${py(by)})${inSchema(names)},
)`,
    rows: `${rows};
INSERT INTO ${target(moved)} (${sql(by)}) SELECT g FROM generate_series(1, ${rowsBefore}) g
WHERE g <= ${rowsWritten} OR g % 3 > 0 OR g % 2 = 0${required ? ' OR true' : ''}`,
  };
}

/** Old code makes the other row behind its own, and new code writes the value there. */
function sides(moved: Moved, more: Partial<Traffic> = {}): Traffic {
  const { names, by, to = names.column } = moved;
  const other = target(moved);
  return traffic(names, [3], {
    follow: (id) => `; INSERT INTO ${other} (${sql(by)}) VALUES (${id})`,
    after: {
      table: other,
      key: sql(by),
      column: sql(to),
      prepare: (id) => `INSERT INTO ${sqlTable(names)} (${sql(names.key)}) VALUES (${id}); `,
      follow: () => '',
    },
    from: 4,
    rivals: true,
    ...more,
  });
}

function move(moved: Moved, required = false): Scenario {
  const { names, into, by, to } = moved;
  return {
    ...both(moved, required),
    name: `move ${onLine(names)}.${names.column} to ${into}${required ? ', NOT NULL' : ''}`,
    command: asking('move-column', {
      table: onLine(names),
      column: names.column,
      into: onLine({ ...names, table: into }),
      by,
      to,
    }),
    revisions: 4,
    gives: [
      [
        count(
          target(moved),
          `${sql(by)} BETWEEN ${rowsWritten + 1} AND ${rowsBefore} AND ${sql(to ?? names.column)} = 'user' || ${sql(by)}`,
        ),
        required ? '2000' : '1333',
      ],
      ['SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal', '0'],
    ],
    traffic: sides(moved),
  };
}

/** Rows of new code have the default until their partner comes. */
function moveDefault(): Scenario {
  const moved: Moved = { names: { ...plain, column: 'name' }, into: 'profiles', by: 'user_id' };
  return {
    ...both(profiles, true),
    history: both(profiles, false).history,
    name: 'move a column that has a default and is NOT NULL',
    command: asking('move-column', { table: 'users', column: 'name', into: 'profiles', by: 'user_id' }),
    revisions: 4,
    gives: [
      [count('profiles', "user_id BETWEEN 1001 AND 3000 AND name = 'name ' || user_id"), '2000'],
      [isDefault('profiles', 'name'), "'nobody'::text"],
    ],
    traffic: sides(moved),
  };
}

function isDefault(table: string, column: string): string {
  return `SELECT column_default FROM information_schema.columns WHERE table_name = '${table}' AND column_name = '${column}'`;
}

function moveWithEverything(): Scenario {
  const moved: Moved = { names: { ...plain, column: 'rank' }, into: 'profiles', by: 'user_id', to: 'grade' };
  const { history } = both(profiles);
  const extra = withEverything.history.slice(withEverything.history.indexOf('op.add_column('));
  return {
    ...both(profiles, true),
    history: `${history}\n${extra}`,
    rows: `${both(profiles, true).rows}; UPDATE users SET rank = id % 50 + 1`,
    name: 'move a column that has a default, a CHECK, a UNIQUE and a foreign key',
    command: asking('move-column', { table: 'users', column: 'rank', into: 'profiles', by: 'user_id', to: 'grade' }),
    revisions: 4,
    gives: [
      [count('profiles', 'user_id BETWEEN 1001 AND 3000 AND grade = user_id % 50 + 1'), '2000'],
      [isDefault('profiles', 'grade'), '7'],
    ],
    traffic: sides(moved, { value: (n) => String((n % 90) + 1) }),
  };
}

/** The other way round: the column that says which rows belong together is in the table that the column leaves. */
function moveToWhatIsPointedAt(): Scenario {
  return {
    name: 'move a column to the table that its own points at',
    history: `op.create_table("profiles", sa.Column("id", sa.Integer(), primary_key=True))
op.create_table(
    "users",
    sa.Column("id", sa.Integer(), sa.Identity(), primary_key=True),
    sa.Column("profile_id", sa.Integer(), sa.ForeignKey("profiles.id"), nullable=True, unique=True),
    sa.Column("bio", sa.Text(), nullable=True),
)`,
    rows: `INSERT INTO profiles SELECT g FROM generate_series(1, ${rowsBefore}) g;
INSERT INTO users (profile_id, bio) SELECT g, 'bio ' || g FROM generate_series(1, ${rowsBefore}) g`,
    table: 'users',
    command: asking('move-column', { table: 'users', column: 'bio', into: 'profiles', by: 'id', key: 'profile_id' }),
    revisions: 4,
    gives: [[count('profiles', "id BETWEEN 1001 AND 3000 AND bio = 'bio ' || id"), '2000']],
    traffic: traffic({ table: 'users', key: 'profile_id', column: 'bio' }, [3], {
      prepare: (id) => `INSERT INTO profiles (id) VALUES (${id}); `,
      after: {
        table: 'profiles',
        key: 'id',
        prepare: () => '',
        follow: (id) => `; INSERT INTO users (profile_id) VALUES (${id})`,
      },
      from: 4,
      rivals: true,
    }),
  };
}
