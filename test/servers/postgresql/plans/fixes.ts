import type { Scenario } from './scenario.ts';
import { rename } from './scenarios/rename-column.ts';
import {
  count,
  inSchema,
  isValid,
  type Names,
  onLine,
  peculiar,
  plain,
  py,
  sql,
  sqlTable,
  traffic,
  world,
} from './world.ts';

const changeFile = 'migrations/versions/change.py';
const fix = (rule: string) => ['fix', changeFile, '--rule', rule];

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

const emailIndex = '"ix_new", "users", ["email", "name"]';

export const fixes: readonly Scenario[] = [
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
      // Only the way back is written; the way up is the author's.
      mayWait: true,
    },
  ),
];

/** The same without the fix: what is looked for in the others does happen. */
export const unfixed: readonly Scenario[] = fixes
  .filter(
    ({ traffic, change }) =>
      traffic?.held.length === 1 && /create_index\(|create_unique|drop_index/.test(change?.up ?? ''),
  )
  .slice(0, 3)
  .map(({ command: _, ...scenario }) => ({ ...scenario, name: `un${scenario.name}`, unfixed: true }));
