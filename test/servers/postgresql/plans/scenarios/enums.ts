import type { Proof, Scenario } from '../scenario.ts';
import { asking, count } from '../world.ts';

const things = (type: string): Pick<Scenario, 'history' | 'rows' | 'table'> => ({
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

const labels = (wanted: string) =>
  ["SELECT string_agg(enumlabel, ',' ORDER BY enumsortorder) FROM pg_enum", wanted] as const;

const types = [
  ['status', 'status'],
  ['public."Status of"', 'public.Status of'],
] as const;

export const addEnumValue: Proof = {
  scenarios: types.map(
    ([type, said]): Scenario => ({
      ...things(type),
      name: `add value to the enum ${said}`,
      command: asking('add-enum-value', { type: said, value: 'new: "one"', after: 'a' }),
      revisions: 1,
      gives: [labels('a,new: "one",b,it\'s: c')],
    }),
  ),
};

export const renameEnumValue: Proof = {
  scenarios: types.map(
    ([type, said]): Scenario => ({
      ...things(type),
      name: `rename value of the enum ${said}`,
      command: asking('rename-enum-value', { type: said, value: "it's: c", to: 'd' }),
      revisions: 1,
      gives: [labels('a,b,d'), [count('things', "state = 'b'"), '1000']],
    }),
  ),
};
