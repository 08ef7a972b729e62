import type { Proof, Scenario } from '../scenario.ts';
import { asking, count, inSchema, onLine, peculiar, plain, py, sql, sqlTable, traffic, world } from '../world.ts';

const all = [plain, ...peculiar];
const isThere = (name: string) => count('pg_constraint', `conname = $$${name}$$ AND convalidated`);

export const addForeignKey: Proof = {
  scenarios: all.map(
    (names): Scenario => ({
      ...world(names),
      name: `add foreign key to ${onLine(names)}`,
      command: asking('add-foreign-key', {
        ...{ table: onLine(names), column: 'team_id', references: 'teams' },
        ...{ onDelete: 'cascade', name: 'fk "team" %' },
      }),
      revisions: 3,
      gives: [
        [isThere('fk "team" %'), '1'],
        [count('pg_index', `indisvalid AND indrelid = $$${sqlTable(names)}$$::regclass`), '4'],
      ],
      traffic: traffic({ ...names, column: 'team_id' }, [1, 3], { value: (n) => String((n % 100) + 1) }),
    }),
  ),
};

export const addCheck: Proof = {
  scenarios: all.map(
    (names): Scenario => ({
      ...world(names),
      name: `add CHECK to ${onLine(names)}`,
      command: asking('add-check', {
        ...{ table: onLine(names), expression: `${sql(names.column)} <> ':it''s' AND name NOT LIKE '100%'` },
        ...{ name: 'ck : it' },
      }),
      revisions: 2,
      gives: [[isThere('ck : it'), '1']],
      traffic: traffic(names, [2]),
    }),
  ),
};

export const addUnique: Proof = {
  scenarios: all.map(
    (names): Scenario => ({
      ...world(names),
      name: `add UNIQUE to ${onLine(names)}`,
      command: asking('add-unique', {
        ...{ table: onLine(names), column: `${sql(names.column)}, ${sql(names.key)}` },
        ...{ name: `uq ${'x'.repeat(60)}` },
      }),
      revisions: 1,
      gives: [[isThere(`uq ${'x'.repeat(60)}`), '1']],
      traffic: traffic(names, [1]),
    }),
  ),
};

/** A table whose key is unique, but nothing says so. */
export const addPrimaryKey: Proof = {
  scenarios: all.flatMap((names) =>
    [true, false].map(
      (nullable): Scenario => ({
        name: `add primary key to ${onLine(names)}, ${nullable ? 'NULL' : 'NOT NULL'}`,
        history: `
${names.schema === undefined ? '' : `op.execute("CREATE SCHEMA ${names.schema}")`}
op.create_table(
    ${py(names.table)},
    sa.Column(${py(names.key)}, sa.Integer(), nullable=${nullable ? 'True' : 'False'}),
    sa.Column(${py(names.column)}, sa.Text())${inSchema(names)},
)`,
        rows: `INSERT INTO ${sqlTable(names)} SELECT g, 'v' || g FROM generate_series(1, 3000) g`,
        table: sqlTable(names),
        command: asking('add-primary-key', { table: onLine(names), column: names.key }),
        revisions: nullable ? 2 : 1,
        gives: [[count('pg_constraint', `contype = 'p' AND conrelid = $$${sqlTable(names)}$$::regclass`), '1']],
        traffic: traffic(names, [1]),
      }),
    ),
  ),
};
