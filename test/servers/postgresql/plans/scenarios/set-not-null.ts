import type { Proof, Scenario } from '../scenario.ts';
import { asking, both, type Names, onLine, peculiar, plain, sql, sqlTable, traffic, world } from '../world.ts';

export const setNotNull: Proof = {
  scenarios: [
    ...[plain, ...peculiar].map(filled),
    { ...filled(plain), name: 'set NOT NULL where a row has no value', ...unfilled() },
  ],
  measured: [{ what: 'a text column', engines: both, answers: { table: 'orders', column: 'email' } }],
};

function filled(names: Names): Scenario {
  return {
    ...world(names),
    name: `set NOT NULL on ${onLine(names)}, filled`,
    apart: names.column,
    command: asking('set-not-null', { table: onLine(names), column: names.column, value: "'none'" }),
    revisions: 2,
    gives: isRequired(names),
    traffic: traffic(names, []),
  };
}

/** Nothing is to be filled. */
function unfilled() {
  return {
    command: asking('set-not-null', { table: 'users', column: 'email' }),
    rows: `${world(plain).rows}; UPDATE users SET email = 'none' WHERE email IS NULL`,
    revisions: 2,
    traffic: traffic(plain, [2]),
  };
}

function isRequired(names: Names): Scenario['gives'] {
  return [
    [
      `SELECT attnotnull FROM pg_attribute WHERE attrelid = $$${sqlTable(names)}$$::regclass AND attname = $$${names.column}$$`,
      'true',
    ],
    [`SELECT count(*) FROM ${sqlTable(names)} WHERE ${sql(names.column)} IS NULL`, '0'],
  ];
}
