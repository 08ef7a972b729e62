import { filled } from '../../../headline/tables.ts';
import type { Proof, Scenario } from '../scenario.ts';
import {
  asking,
  count,
  inSchema,
  isValid,
  type Names,
  onLine,
  peculiar,
  plain,
  py,
  rowsBefore,
  sqlTable,
  traffic,
  world,
} from '../world.ts';

export const keyToBigint: Proof = {
  scenarios: [...[plain, ...peculiar].map((names) => widened(names)), withIndexAndCheck()],
  measured: [
    {
      what: 'a key that a sequence numbers and another table points at',
      answers: { table: 'items' },
      history: (rows) => `op.create_table(
    "items", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("touched", sa.Integer())
)
op.create_table(
    "parts",
    sa.Column("id", sa.Integer(), primary_key=True),
    sa.Column("item_id", sa.Integer(), sa.ForeignKey("items.id", name="fk_parts_item")),
)
${filled('postgresql', 'items', ['0'], rows)}
${filled('postgresql', 'parts', ['n'], 1000)}
op.execute("SELECT setval('items_id_seq', ${rows})")`,
      read: 'SELECT touched FROM items WHERE id = :n',
      write: 'UPDATE items SET touched = :n WHERE id = :n',
    },
  ],
};

/** A key that a sequence numbers, with another table that points at it. */
function widened(names: Names): Scenario {
  const { table, schema, key } = names;
  const target = `${schema === undefined ? '' : `${schema}.`}${table}.${key}`;
  const points = /[."%:]/.test(table) || /'/.test(key) ? '' : `sa.ForeignKey(${py(target)}), `;
  return {
    ...world(names),
    name: `make the key of ${onLine(names)} a bigint`,
    history: `${world(names).history}
op.create_table("visits", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("of", sa.Integer(), ${points}nullable=True)${inSchema(names)})`,
    rows: `${world(names).rows};
SELECT setval(pg_get_serial_sequence($$${sqlTable(names)}$$, $$${key}$$), ${rowsBefore});
INSERT INTO ${schema === undefined ? '' : `${schema}.`}visits ("of") SELECT g FROM generate_series(1, 100) g`,
    command: asking('key-to-bigint', { table: onLine(names) }),
    revisions: 6,
    gives: [
      [
        `SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attrelid = $$${sqlTable(names)}$$::regclass AND attname = $$${key}$$`,
        'bigint',
      ],
      [
        `SELECT seqtypid::regtype FROM pg_sequence WHERE seqrelid = pg_get_serial_sequence($$${sqlTable(names)}$$, $$${key}$$)::regclass`,
        'bigint',
      ],
      [count('pg_constraint', `conrelid = $$${sqlTable(names)}$$::regclass AND contype = 'p' AND convalidated`), '1'],
      [
        count('pg_constraint', `confrelid = $$${sqlTable(names)}$$::regclass AND convalidated`),
        points === '' ? '0' : '1',
      ],
      [`SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal`, '0'],
    ],
    traffic: traffic(names, [3, 4]),
  };
}

/** What else stands on the key is built beside it, under its own name at the end. */
function withIndexAndCheck(): Scenario {
  const scenario = widened(plain);
  return {
    ...scenario,
    name: 'make a key with an index and a CHECK a bigint',
    revisions: 7,
    history: `${scenario.history}
op.create_index("ix_key_and_email", "users", ["id", "email"])
op.create_check_constraint("ck_key", "users", "id > 0")`,
    gives: [
      ...scenario.gives,
      [isValid('ix_key_and_email'), '1'],
      [
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'ck_key' AND convalidated",
        'CHECK ((id > 0))',
      ],
    ],
  };
}
