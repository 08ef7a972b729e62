/** What is carried out, and a query that finds something where it was done and not taken back. */
export type Line = readonly [python: string, trace: string];

/** Migrations that are pending together; something fails behind their last line. */
export interface Case {
  readonly name: string;
  readonly files: readonly (readonly Line[])[];
  /** Text of the `env.py` that Alembic makes, and what stands there instead. */
  readonly env?: readonly [string, string];
}

export type EngineCalled = 'postgresql' | 'mariadb' | 'sqlite';

const column = (name: string): Line => [
  `op.add_column("users", sa.Column("${name}", sa.Text()))`,
  `SELECT ${name} FROM users`,
];
const execute = (sql: string, trace: string): Line => [`op.execute(${JSON.stringify(sql)})`, trace];
const update = execute("UPDATE users SET name = 'new'", "SELECT 1 FROM users WHERE name = 'new'");
const insert = (id: number): Line => execute(`INSERT INTO orgs VALUES (${id})`, `SELECT 1 FROM orgs WHERE id = ${id}`);
const made = (table: string): Line => [
  `op.create_table("${table}", sa.Column("id", sa.Integer()))`,
  `SELECT count(*) FROM ${table}`,
];
const command = (sql: string): Line => execute(sql, '');
const key: Line = [
  'op.create_foreign_key("fk_users_orgs", "users", "orgs", ["org_id"], ["id"])',
  "SELECT 1 FROM pg_constraint WHERE conname = 'fk_users_orgs'",
];
const dropped: Line = [
  'op.drop_column("spare", "note")',
  "SELECT 1 WHERE NOT EXISTS (SELECT FROM information_schema.columns WHERE column_name = 'note')",
];
const block = ([python, trace]: Line): Line => [`with op.get_context().autocommit_block():\n    ${python}`, trace];
const concurrent: Line = block([
  'op.create_index("ix_users_name", "users", ["name"], postgresql_concurrently=True)',
  "SELECT 1 WHERE to_regclass('ix_users_name') IS NOT NULL",
]);
const batch: Line = [
  'with op.batch_alter_table("users") as batch:\n    batch.alter_column("name", new_column_name="title")',
  'SELECT title FROM users',
];
const apart: Case['env'] = [
  'target_metadata=target_metadata\n        )',
  'target_metadata=target_metadata, transaction_per_migration=True\n        )',
];

/** Each begins with the tables that `prove.ts` makes. */
export const cases: Readonly<Record<EngineCalled, readonly Case[]>> = {
  postgresql: [
    { name: 'one file is one transaction', files: [[column('extra'), update, dropped]] },
    { name: 'all pending files are one transaction', files: [[column('extra')], [key], [update]] },
    {
      name: 'each file is a transaction where env.py says so',
      files: [[column('extra')], [key], [update]],
      env: apart,
    },
    {
      name: 'a block commits before it and behind it',
      files: [[column('extra')], [column('more'), concurrent, update]],
    },
    { name: 'behind a block the pending files go on', files: [[column('extra'), concurrent, update], [dropped]] },
    {
      name: 'a block where each file is a transaction',
      files: [[column('extra'), concurrent, key], [update]],
      env: apart,
    },
    { name: 'behind COMMIT each statement commits', files: [[column('extra'), command('COMMIT'), update, dropped]] },
    { name: 'ROLLBACK takes back', files: [[column('extra'), command('ROLLBACK'), update]] },
  ],
  mariadb: [
    { name: 'rows are taken back', files: [[update, insert(7)]] },
    { name: 'a definition commits what stands before it', files: [[update, column('extra'), insert(7)]] },
    { name: 'each file is a transaction', files: [[update], [insert(7)]] },
    { name: 'a block commits before it and behind it', files: [[update, block(insert(7)), insert(8)]] },
    { name: 'behind COMMIT the driver begins again', files: [[update, command('COMMIT'), insert(7), insert(8)]] },
    { name: 'autocommit that is switched on', files: [[update, command('SET autocommit = 1'), insert(7)]] },
    { name: 'a temporary table commits nothing', files: [[update, command('CREATE TEMPORARY TABLE t (id int)')]] },
    { name: 'ANALYZE commits', files: [[update, command('ANALYZE TABLE users'), insert(7)]] },
  ],
  sqlite: [
    { name: 'definitions commit by themselves', files: [[column('extra'), insert(7)]] },
    {
      name: 'behind rows definitions are taken back',
      files: [[made('first'), update, column('extra'), made('second')]],
    },
    {
      name: 'each file is a transaction',
      files: [
        [update, column('extra')],
        [column('more'), insert(7)],
      ],
    },
    {
      name: 'the driver does not see that WITH writes',
      files: [[execute(`WITH c AS (SELECT 1) ${update[0].slice(12, -2)}`, update[1]), column('extra')]],
    },
    {
      name: 'behind COMMIT the driver begins again',
      files: [[update, command('COMMIT'), column('extra'), insert(7), made('first')]],
    },
    { name: 'a block commits before it and behind it', files: [[update, block(insert(7)), insert(8)]] },
    { name: 'a table that is made anew is copied in a transaction', files: [[made('first'), batch, made('second')]] },
  ],
};
