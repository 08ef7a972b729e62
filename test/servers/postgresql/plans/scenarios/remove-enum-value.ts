import { filled } from '../../../headline/tables.ts';
import type { Proof, Scenario } from '../scenario.ts';
import { asking, count } from '../world.ts';

/** Two columns of the type, one of them NOT NULL with a default and an index. */
export const thingsOf = (type: string): Pick<Scenario, 'history' | 'rows' | 'table'> => ({
  history: `from sqlalchemy.dialects import postgresql
op.execute("""CREATE TYPE ${type} AS ENUM ('a', 'b', 'it''s: c')""")
op.execute("""
    CREATE TABLE things (
        id integer PRIMARY KEY, state ${type} NOT NULL DEFAULT 'a', "Old state" ${type}
    )
""")
op.create_index("ix_state", "things", ["state"])`,
  rows: `INSERT INTO things SELECT g, CASE WHEN g % 3 = 0 THEN 'b' ELSE 'a' END::${type}, 'a' FROM generate_series(1, 3000) g`,
  table: 'things',
});

export const enumLabels = (wanted: string) =>
  ["SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum", wanted] as const;

/** A type as SQL names it, and as it is asked for. */
export const enumTypes = [
  ['status', 'status'],
  ['public."Status of"', 'public.Status of'],
] as const;

export const removeEnumValue: Proof = {
  scenarios: removals(),
  measured: [
    {
      what: 'a type of one column that the application reads and writes',
      history: (rows) => `op.execute("CREATE TYPE state AS ENUM ('open', 'closed', 'lost')")
op.execute("CREATE TABLE items (id bigint PRIMARY KEY, state state, touched integer)")
${filled('postgresql', 'items', ["'open'", '0'], rows)}`,
      answers: { type: 'state', value: 'lost' },
      read: 'SELECT state FROM items WHERE id = :n',
      write: "UPDATE items SET state = 'closed', touched = :n WHERE id = :n",
    },
  ],
};

/** Six revisions fill the two columns, one swaps them and their type, and three drop what was. */
function removals(): readonly Scenario[] {
  return enumTypes.map(([type, said]) => ({
    ...thingsOf(type),
    name: `remove value of the enum ${said}`,
    command: asking('remove-enum-value', { type: said, value: "it's: c" }),
    revisions: 10,
    gives: [
      enumLabels('a,b'),
      [count('things', `id BETWEEN 1001 AND 3000 AND state = 'b' AND "Old state" = 'a'::${type}`), '667'],
      [count('pg_type', "typtype = 'e'"), '1'],
    ],
    traffic: {
      ...{ table: 'things', key: 'id', column: 'state', held: [] },
      value: (n) => `'${n % 2 === 0 ? 'a' : 'b'}'::${type}`,
    },
  }));
}
