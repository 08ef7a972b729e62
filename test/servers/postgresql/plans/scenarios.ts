import { rowsBefore, rowsWritten, type Writes } from './traffic.ts';

/** One plan, pattern or fix that is carried out on a real project. */
export interface Scenario {
  readonly name: string;
  /** The upgrade of the first revision, and the rows that are there when the plan comes. */
  readonly history: string;
  readonly rows: string;
  /** The table whose rows must be the same after the way up and down, as SQL, apart from one column's values. */
  readonly table: string;
  readonly apart?: string;
  /** A revision that the author wrote, and that the command line is to fix. */
  readonly change?: { readonly up: string; readonly down?: string };
  /** What the command line is asked for; absent where the revision runs unfixed, to show that the damage is measured. */
  readonly command?: readonly string[];
  readonly unfixed?: boolean;
  /** How many revisions there are then, beside the first one. */
  readonly revisions: number;
  /** Queries with one row, and what they give after the upgrade. */
  readonly gives: readonly (readonly [sql: string, wanted: string])[];
  readonly traffic?: Traffic;
}

export interface Traffic extends Writes {
  /** The new name of the column, which new code writes. */
  readonly to?: string;
  /** Revisions, from 1, that begin while a VACUUM is at work: only what lets writers through may wait for it. */
  readonly held: readonly number[];
}

const changeFile = 'migrations/versions/change.py';
const fix = (rule: string) => ['fix', changeFile, '--rule', rule];

/** What a table and two of its columns are called: in Python, in SQL, and on the command line. */
interface Names {
  readonly table: string;
  readonly schema?: string;
  readonly key: string;
  readonly column: string;
}

const plain: Names = { table: 'users', key: 'id', column: 'email' };

/** Names that must be quoted, doubled or escaped somewhere on the way. */
const peculiar: readonly Names[] = [
  { table: 'user', key: 'id', column: 'order' },
  { table: 'UserAccounts', key: 'accountId', column: 'eMail' },
  { table: 'members', schema: 'app', key: 'code', column: 'email' },
  { table: '100% "sure":it', key: "it's", column: '%(a)s :b {c} "d"' },
];

function sql(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function sqlTable({ table, schema }: Names): string {
  return schema === undefined ? sql(table) : `${sql(schema)}.${sql(table)}`;
}

function onLine({ table, schema }: Names): string {
  return schema === undefined ? table : `${schema}.${table}`;
}

/** The keyword for the schema, where there is one. */
function inSchema({ schema }: Names, keyword = 'schema'): string {
  return schema === undefined ? '' : `, ${keyword}=${JSON.stringify(schema)}`;
}

const py = JSON.stringify;

/** A table of 3000 rows: a third of them have NULL in the column, which is indexed; `name` has a default and is NOT NULL. */
function world(names: Names, required = false): Pick<Scenario, 'history' | 'rows' | 'table'> {
  const { table, schema, key, column } = names;
  const name = sqlTable(names);
  return {
    history: `
${schema === undefined ? '' : `op.execute("CREATE SCHEMA ${schema}")`}
op.create_table("teams", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))
op.create_table(
    ${py(table)},
    sa.Column(${py(key)}, sa.Integer(), primary_key=True),
    sa.Column(${py(column)}, sa.String(length=200), nullable=${required ? 'False' : 'True'}),
    sa.Column("name", sa.Text(), server_default="nobody", nullable=False),
    sa.Column("team_id", sa.Integer(), nullable=True)${inSchema(names)},
)
op.create_index(${py(`ix_${table}`)}, ${py(table)}, [${py(column)}]${inSchema(names)})
op.create_index("ix_name", ${py(table)}, ["name"]${inSchema(names)})`,
    rows: `
INSERT INTO teams SELECT g, 'team ' || g FROM generate_series(1, 100) g;
INSERT INTO ${name} (${sql(key)}, ${sql(column)}, name, team_id)
SELECT g, ${required ? '' : 'CASE WHEN g % 3 > 0 THEN '}'user' || g${required ? '' : ' END'}, 'name ' || g, g % 100 + 1
FROM generate_series(1, ${rowsBefore}) g`,
    table: name,
  };
}

function traffic(names: Names, held: readonly number[], more: Partial<Traffic> = {}): Traffic {
  return {
    table: sqlTable(names),
    key: sql(names.key),
    column: sql(names.column),
    value: (n) => `'w${n}'`,
    held,
    ...more,
  };
}

function count(table: string, condition: string): string {
  return `SELECT count(*) FROM ${table} WHERE ${condition}`;
}

function setNotNull(names: Names): Scenario {
  const { table, column } = names;
  const arguments_ = `${py(table)}, ${py(column)}, existing_type=sa.String(length=200)`;
  return {
    ...world(names),
    name: `set NOT NULL on ${onLine(names)}`,
    rows: `${world(names).rows}; UPDATE ${sqlTable(names)} SET ${sql(column)} = 'none' WHERE ${sql(column)} IS NULL`,
    change: {
      up: `op.alter_column(${arguments_}, nullable=False${inSchema(names)})`,
      down: `op.alter_column(${arguments_}, nullable=True${inSchema(names)})`,
    },
    command: fix('not-null-scan'),
    revisions: 2,
    gives: [
      [
        `SELECT attnotnull FROM pg_attribute WHERE attrelid = $$${sqlTable(names)}$$::regclass AND attname = $$${column}$$`,
        'true',
      ],
    ],
    traffic: traffic(names, [2]),
  };
}

function rename(names: Names, required: boolean): Scenario {
  const to = `${names.column} new`;
  return {
    ...world(names, required),
    name: `rename ${onLine(names)}.${names.column}${required ? ', NOT NULL' : ''}`,
    command: ['new', 'rename-column', '--table', onLine(names), '--column', names.column, '--to', to],
    revisions: required ? 4 : 3,
    gives: [
      [
        count(
          sqlTable(names),
          `${sql(names.key)} BETWEEN ${rowsWritten + 1} AND ${rowsBefore} AND ${sql(to)} = 'user' || ${sql(names.key)}`,
        ),
        required ? '2000' : '1333',
      ],
      [`SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal`, '0'],
    ],
    // The first revision adds a column; the last one drops one.
    traffic: traffic(names, required ? [2, 3] : [2], { to: sql(to) }),
  };
}

function renameByFix(required: boolean): Scenario {
  const call = (from: string, to: string) =>
    `op.alter_column("users", "${from}", new_column_name="${to}", existing_type=sa.String(length=200))`;
  return {
    ...rename(plain, required),
    name: `fix: rename users.email${required ? ', NOT NULL' : ''}`,
    change: { up: call('email', 'email new'), down: call('email new', 'email') },
    command: fix('rename-column-breaks-code'),
  };
}

/** The column has a default, an index, a CHECK, a UNIQUE and a foreign key: all of it must be there again after the way back. */
const renameWithEverything: Scenario = {
  ...world(plain),
  name: 'rename a column that has a default, a CHECK, a UNIQUE and a foreign key',
  history: `${world(plain).history}
op.add_column("users", sa.Column("rank", sa.Integer(), server_default=sa.text("7"), nullable=False))
op.create_check_constraint("ck_rank", "users", "rank >= 0")
op.create_unique_constraint("uq_rank", "users", ["rank", "id"])
op.create_foreign_key("fk_rank", "users", "teams", ["rank"], ["id"], ondelete="CASCADE")
op.create_index("ix_rank", "users", ["rank", "name"], unique=False)`,
  rows: `${world(plain).rows}; UPDATE users SET rank = id % 50 + 1`,
  command: ['new', 'rename-column', '--table', 'users', '--column', 'rank', '--to', 'grade'],
  revisions: 4,
  gives: [
    ["SELECT column_default FROM information_schema.columns WHERE column_name = 'grade'", '7'],
    [count('users', 'id BETWEEN 1001 AND 3000 AND grade = id % 50 + 1'), '2000'],
  ],
  traffic: traffic({ ...plain, column: 'rank' }, [2, 3], { to: 'grade', value: (n) => String((n % 90) + 1) }),
};

function addNotNull(names: Names): Scenario {
  const column = `${names.column} state`;
  return {
    ...world(names),
    name: `add NOT NULL column to ${onLine(names)}`,
    command: [
      ...['new', 'add-not-null-column', '--table', onLine(names), '--column', column, '--type', 'varchar(20)'],
      ...['--value', `CASE WHEN name LIKE '%9' THEN 'nine:9' ELSE 'other' END`],
    ],
    revisions: 3,
    gives: [
      [count(sqlTable(names), `${sql(column)} = 'nine:9'`), '300'],
      [count(sqlTable(names), `${sql(column)} = 'other'`), '2700'],
    ],
  };
}

function addIndex(names: Names, unique: boolean): Scenario {
  const columns = unique ? [names.key, 'name'] : [names.column];
  return {
    ...world(names),
    name: `add ${unique ? 'unique ' : ''}index to ${onLine(names)}`,
    command: [
      ...['new', 'add-index', '--table', onLine(names), '--column', columns.join(',')],
      ...(unique ? ['--unique', 'yes'] : []),
    ],
    revisions: 1,
    gives: [[count('pg_index', `indisvalid AND indrelid = $$${sqlTable(names)}$$::regclass`), '4']],
    traffic: traffic(names, [1]),
  };
}

function fillName(name: string, history: string, rows: string, more: readonly string[] = []): Scenario {
  return {
    name,
    history,
    rows,
    table: 'things',
    apart: 'label',
    command: ['new', 'backfill', '--table', 'things', '--column', 'label', '--value', "'x' || a", ...more],
    revisions: 1,
    gives: [
      [count('things', 'label IS NULL'), '0'],
      [count('things', "label = 'kept'"), '500'],
      [count('things', "label = 'x' || a"), '2500'],
    ],
  };
}

const things = (key: string) => `INSERT INTO things (a, b, label)
SELECT ${key}, 'b' || g, CASE WHEN g % 6 = 0 THEN 'kept' END FROM generate_series(1, ${rowsBefore}) g`;

const column = (name: string, type: string, more = '') => `sa.Column("${name}", sa.${type}()${more})`;
const table = (...columns: readonly string[]) => `op.create_table("things", ${columns.join(', ')})`;
const label = column('label', 'Text');
const isKey = ', primary_key=True';

/** Tables whose rows are told apart by something else than `id`, or by nothing. */
const backfills: readonly Scenario[] = [
  fillName('backfill along a text key', table(column('a', 'Integer'), column('b', 'Text', isKey), label), things('g')),
  fillName(
    'backfill along a composite key whose first column is nearly always the same',
    table(column('a', 'Integer', isKey), column('b', 'Text', isKey), label),
    things('g / 2900'),
  ),
  fillName(
    'backfill along a composite key with a peculiar name',
    `${table(column('a', 'Integer', isKey), column('order', 'Text', isKey), label)}`,
    things('g / 2900').replace('a, b, label', 'a, "order", label'),
  ),
  fillName(
    'backfill without a key',
    table(column('a', 'Integer'), column('b', 'Text'), label),
    things('nullif(g / 2900, -1)'),
  ),
  fillName(
    'backfill where history does not know the table',
    'import os\nop.execute(os.environ.get("NOT_THERE", "CREATE TABLE things (a integer, b text, label text, id integer)"))',
    things('g'),
  ),
  fillName(
    'backfill along a key that history has renamed',
    `${table(column('a', 'Integer'), column('old', 'Text', isKey), label)}\nop.alter_column("things", "old", new_column_name="b")`,
    things('g'),
  ),
  fillName(
    'backfill where history has dropped the key',
    `${table(column('a', 'Integer'), column('b', 'Text', isKey), label)}\nop.drop_constraint("things_pkey", "things", type_="primary")`,
    things('g'),
  ),
  {
    ...fillName('backfill without a key, NULL where there is no value', table(column('a', 'Integer'), label), ''),
    rows: 'INSERT INTO things (a) SELECT nullif(g % 3, 0) FROM generate_series(1, 3000) g',
    gives: [
      [count('things', 'label IS NULL'), '1000'],
      [count('things', "label = 'x' || a"), '2000'],
    ],
  },
  fillName(
    'backfill of a partitioned table without a key',
    `op.execute("CREATE TABLE things (a integer, b text, label text) PARTITION BY RANGE (a)")
op.execute("CREATE TABLE things_1 PARTITION OF things FOR VALUES FROM (0) TO (1000)")
op.execute("CREATE TABLE things_2 PARTITION OF things FOR VALUES FROM (1000) TO (9000)")`,
    things('g'),
  ),
];

const patterns: readonly Scenario[] = [
  {
    ...world(plain),
    name: 'empty migration',
    command: ['new', 'empty', '--message', 'it says "nothing"'],
    revisions: 1,
    gives: [],
  },
  {
    ...world(plain),
    name: 'add column with a default',
    command: [
      'new',
      'add-column',
      '--table',
      'users',
      '--column',
      'seen',
      '--type',
      'timestamptz',
      '--default',
      'now()',
    ],
    revisions: 1,
    gives: [[count('users', 'id <= 3000 AND seen IS NOT NULL'), '3000']],
    traffic: traffic(plain, []),
  },
  {
    ...world({ table: 'members', schema: 'app', key: 'code', column: 'email' }),
    name: 'add column to a table in a schema',
    command: [
      'new',
      'add-column',
      '--table',
      'app.members',
      '--column',
      'Size %',
      '--type',
      'numeric(10, 2)',
      '--default',
      '1.5',
    ],
    revisions: 1,
    gives: [[count('app.members', '"Size %" = 1.5'), '3000']],
  },
  {
    ...world(plain),
    name: 'drop column with an index',
    apart: 'email',
    command: ['new', 'drop-column', '--table', 'users', '--column', 'email'],
    revisions: 1,
    gives: [[count('pg_attribute', "attrelid = 'users'::regclass AND attname = 'email'"), '0']],
  },
  {
    ...world(plain),
    name: 'drop column with a default, NOT NULL, an index, a CHECK, a UNIQUE and a foreign key',
    apart: 'rank',
    history: `${renameWithEverything.history}`,
    rows: renameWithEverything.rows,
    command: ['new', 'drop-column', '--table', 'users', '--column', 'rank'],
    revisions: 1,
    gives: [[count('pg_attribute', "attrelid = 'users'::regclass AND attname = 'rank'"), '0']],
  },
  ...[plain, ...peculiar].flatMap((names) => [addNotNull(names), addIndex(names, false), rename(names, false)]),
  addIndex(plain, true),
  rename(plain, true),
  ...peculiar.slice(0, 3).map((names) => rename(names, true)),
  renameWithEverything,
];

const keyTo = (name: string, { table: from, schema }: Names) =>
  `"${name}", ${py(from)}, "teams", ["team_id"], ["id"]${schema === undefined ? '' : `, source_schema=${py(schema)}`}`;

function foreignKey(names: Names): Scenario {
  return {
    ...world(names),
    name: `fix: foreign key on ${onLine(names)}`,
    change: {
      up: `op.create_foreign_key(${keyTo('fk_team', names)})`,
      down: `op.drop_constraint("fk_team", ${py(names.table)}, type_="foreignkey"${inSchema(names)})`,
    },
    command: fix('foreign-key-blocks'),
    revisions: 2,
    gives: [[count('pg_constraint', "conname = 'fk_team' AND convalidated"), '1']],
    traffic: traffic({ ...names, column: 'team_id' }, [2], { value: (n) => String((n % 100) + 1) }),
  };
}

/** A revision of the author's on the plain table, and the rule whose fix is to be carried out on it. */
function fixed(
  rule: string,
  change: { readonly up: string; readonly down?: string },
  more: Pick<Scenario, 'revisions' | 'gives'> & Partial<Scenario>,
): Scenario {
  return { ...world(plain), name: `fix: ${rule}: ${change.up}`, change, command: fix(rule), ...more };
}

const isValid = (index: string) => count('pg_index', `indexrelid = '${index}'::regclass AND indisvalid`);
const emailIndex = '"ix_new", "users", ["email", "name"]';

const fixes: readonly Scenario[] = [
  ...[plain, ...peculiar].map(setNotNull),
  renameByFix(false),
  renameByFix(true),
  fixed(
    'index-blocks-writes',
    { up: `op.create_index(${emailIndex})`, down: 'op.drop_index("ix_new", table_name="users")' },
    { revisions: 1, gives: [[isValid('ix_new'), '1']], traffic: traffic(plain, [1]) },
  ),
  fixed(
    'index-blocks-writes',
    {
      up: `op.create_index("ix_new", "users", [sa.text("lower(email)")], postgresql_where=sa.text("name LIKE 'n%'"))`,
      down: 'op.drop_index("ix_new")',
    },
    { revisions: 1, gives: [[isValid('ix_new'), '1']], traffic: traffic(plain, [1]) },
  ),
  fixed(
    'index-blocks-writes',
    { up: 'op.execute("CREATE INDEX ix_new ON users (email)")', down: 'op.execute("DROP INDEX ix_new")' },
    { revisions: 1, gives: [[isValid('ix_new'), '1']], traffic: traffic(plain, [1]) },
  ),
  fixed(
    'index-drop-waits',
    {
      up: 'op.drop_index("ix_name", table_name="users")',
      down: 'op.create_index("ix_name", "users", ["name"])',
    },
    { revisions: 1, gives: [["SELECT to_regclass('ix_name') IS NULL", 'true']], traffic: traffic(plain, [1]) },
  ),
  fixed(
    'concurrently-in-transaction',
    {
      up: 'op.add_column("users", sa.Column("one", sa.Text()))\nop.execute("CREATE INDEX CONCURRENTLY ix_new ON users (email)")\nop.add_column("users", sa.Column("two", sa.Text()))',
      down: 'op.drop_column("users", "two")\nop.execute("DROP INDEX CONCURRENTLY ix_new")\nop.drop_column("users", "one")',
    },
    { revisions: 1, gives: [[isValid('ix_new'), '1']] },
  ),
  foreignKey(plain),
  ...peculiar.map(foreignKey),
  fixed(
    'check-blocks',
    {
      up: 'op.create_check_constraint("ck_name", "users", "name <> \':it\' AND name NOT LIKE \'100%\'")',
      down: 'op.drop_constraint("ck_name", "users", type_="check")',
    },
    {
      revisions: 2,
      gives: [[count('pg_constraint', "conname = 'ck_name' AND convalidated"), '1']],
      traffic: traffic(plain, [2]),
    },
  ),
  fixed(
    'unique-blocks-writes',
    {
      up: 'op.create_unique_constraint("uq_email", "users", ["email"])',
      down: 'op.drop_constraint("uq_email", "users", type_="unique")',
    },
    { revisions: 1, gives: [[count('pg_constraint', "conname = 'uq_email'"), '1']], traffic: traffic(plain, [1]) },
  ),
  fixed(
    'python-default-ignored',
    {
      up: 'op.add_column("users", sa.Column("active", sa.Boolean(), default=True, nullable=False))',
      down: 'op.drop_column("users", "active")',
    },
    { revisions: 1, gives: [[count('users', 'id <= 3000 AND active'), '3000']], traffic: traffic(plain, []) },
  ),
  fixed(
    'string-default-constant',
    {
      up: 'op.add_column("users", sa.Column("seen", sa.DateTime(), server_default="now()"))',
      down: 'op.drop_column("users", "seen")',
    },
    {
      revisions: 1,
      gives: [
        [
          "SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE attname = 'seen'",
          'now()',
        ],
      ],
      traffic: traffic(plain, []),
    },
  ),
  ...[true, false].map((nullable) =>
    fixed(
      'default-rewrites-table',
      {
        up: `op.add_column("users", sa.Column("token", sa.Text(), server_default=sa.text("md5(random()::text)"), nullable=${nullable ? 'True' : 'False'}))`,
        down: 'op.drop_column("users", "token")',
      },
      {
        revisions: nullable ? 2 : 3,
        gives: [
          [count('users', 'token IS NULL'), '0'],
          [`SELECT count(DISTINCT token) = count(*) FROM users`, 'true'],
        ],
        traffic: traffic(plain, nullable ? [] : [3]),
      },
    ),
  ),
  fixed(
    'not-null-without-default',
    {
      up: 'op.add_column("users", sa.Column("state", sa.String(length=9), nullable=False, default="it\'s:9%"))',
      down: 'op.drop_column("users", "state")',
    },
    { revisions: 3, gives: [[count('users', "state = 'it''s:9%'"), '3000']] },
  ),
  fixed(
    'not-null-without-default',
    {
      up: 'op.add_column("users", sa.Column("age", sa.Integer(), nullable=False))',
      down: 'op.drop_column("users", "age")',
    },
    {
      name: 'fix: not-null-without-default: a server default',
      command: ['fix', changeFile],
      revisions: 1,
      gives: [[count('users', 'id <= 3000 AND age = 0'), '3000']],
      traffic: traffic(plain, []),
    },
  ),
  fixed(
    'downgrade-missing',
    {
      up: `op.add_column("users", sa.Column("extra", sa.Text(), server_default="x:y"))
op.create_index("ix_extra", "users", ["extra"])
op.alter_column("users", "email", nullable=False)
op.alter_column("users", "name", server_default=None)
op.alter_column("users", "team_id", type_=sa.BigInteger())
op.create_check_constraint("ck_team", "users", "team_id > 0")
op.drop_index("ix_name", table_name="users")
op.rename_table("teams", "groups")
op.create_table("tags", sa.Column("id", sa.Integer(), primary_key=True))`,
    },
    {
      revisions: 1,
      rows: `${world(plain).rows}; UPDATE users SET email = 'none' WHERE email IS NULL`,
      gives: [["SELECT to_regclass('tags') IS NOT NULL", 'true']],
    },
  ),
];

/** The same without the fix: what is looked for in the others does happen. */
const unfixed: readonly Scenario[] = fixes
  .filter(
    ({ traffic, change }) =>
      traffic?.held.length === 1 && /create_index\(|create_unique|drop_index/.test(change?.up ?? ''),
  )
  .slice(0, 3)
  .map(({ command: _, ...scenario }) => ({ ...scenario, name: `un${scenario.name}`, unfixed: true }));

/** All of them, or only whether they run and undo themselves, with nobody else around. */
export function scenariosFor(alone: boolean): readonly Scenario[] {
  return alone ? scenarios.filter((each) => !each.unfixed).map(({ traffic: _, ...each }) => each) : scenarios;
}

const scenarios: readonly Scenario[] = [...patterns, ...backfills, ...fixes, ...unfixed];
