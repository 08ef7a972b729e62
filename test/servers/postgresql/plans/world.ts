import type { Answers } from '../../../../server/src/model/pattern.ts';
import type { EngineCalled } from '../../transactions/cases.ts';
import type { Scenario, Traffic } from './scenario.ts';

/** Rows that are there before; those of the two applications are told apart by `side`, so that each is the last to write its own. */
export const rowsBefore = 3000;

/** The first of them are written again and again, the others never. */
export const rowsWritten = 1000;

/** What a table and two of its columns are called: in Python, in SQL, and on the command line. */
export interface Names {
  readonly table: string;
  readonly schema?: string;
  readonly key: string;
  readonly column: string;
}

export const plain: Names = { table: 'users', key: 'id', column: 'email' };

/** Names that must be quoted, doubled or escaped somewhere on the way. */
export const peculiar: readonly Names[] = [
  { table: 'user', key: 'id', column: 'order' },
  { table: 'UserAccounts', key: 'accountId', column: 'eMail' },
  { table: 'members', schema: 'app', key: 'code', column: 'email' },
  { table: '100% "sure":it', key: "it's", column: '%(a)s :b {c} "d"' },
];

export function sql(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function sqlTable({ table, schema }: Names): string {
  return schema === undefined ? sql(table) : `${sql(schema)}.${sql(table)}`;
}

export function onLine({ table, schema }: Names): string {
  return schema === undefined ? table : `${schema}.${table}`;
}

/** The keyword for the schema, where there is one. */
export function inSchema({ schema }: Names, keyword = 'schema'): string {
  return schema === undefined ? '' : `, ${keyword}=${JSON.stringify(schema)}`;
}

export const py = JSON.stringify;

/** A table of 3000 rows: a third of them have NULL in the column, which is indexed; `name` has a default and is NOT NULL. */
export function world(names: Names, required = false): Pick<Scenario, 'history' | 'rows' | 'table'> {
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

export function traffic(names: Names, held: readonly number[], more: Partial<Traffic> = {}): Traffic {
  return {
    table: sqlTable(names),
    key: sql(names.key),
    column: sql(names.column),
    value: (n) => `'w${n}'`,
    held,
    ...more,
  };
}

/** The engines that plans are measured on. */
export const both: readonly EngineCalled[] = ['postgresql', 'mariadb'];

export function joined(engine: EngineCalled, ...parts: readonly string[]): string {
  return engine === 'mariadb' ? `concat(${parts.join(', ')})` : parts.join(' || ');
}

/** The n-th word of a column, from 1. */
export function part(engine: EngineCalled, column: string, n: number): string {
  const upTo = `substring_index(${column}, ' ', ${n})`;
  if (engine === 'mariadb') return n === 1 ? upTo : `substring_index(${upTo}, ' ', -1)`;
  return `split_part(${column}, ' ', ${n})`;
}

export function count(table: string, condition: string): string {
  return `SELECT count(*) FROM ${table} WHERE ${condition}`;
}

export function isValid(index: string): string {
  return count('pg_index', `indexrelid = '${index}'::regclass AND indisvalid`);
}

/** The command line that asks for a pattern with these answers; in phases, whether or not they gain anything on a table so small. */
export function asking(pattern: string, answers: Answers, form = 'phased'): readonly string[] {
  const given = Object.entries(answers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const option = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return ['new', pattern, '--form', form, ...given.map(([name, value]) => `${option(name)}=${value}`)];
}

/** A column `rank` that has a default, an index, a CHECK, a UNIQUE and a foreign key: all of it must be there again after the way back. */
export const withEverything: Pick<Scenario, 'history' | 'rows'> = {
  history: `${world(plain).history}
op.add_column("users", sa.Column("rank", sa.Integer(), server_default=sa.text("7"), nullable=False))
op.create_check_constraint("ck_rank", "users", "rank >= 0")
op.create_unique_constraint("uq_rank", "users", ["rank", "id"])
op.create_foreign_key("fk_rank", "users", "teams", ["rank"], ["id"], ondelete="CASCADE")
op.create_index("ix_rank", "users", ["rank", "name"], unique=False)`,
  rows: `${world(plain).rows}; UPDATE users SET rank = id % 50 + 1`,
};

/** A table in two partitions, which takes ids up to ten millions. */
export const eventsHistory = `op.execute("CREATE TABLE events (id integer NOT NULL PRIMARY KEY, kind text) PARTITION BY RANGE (id)")
op.execute("CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (1000)")
op.execute("CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM (1000) TO (10000000)")`;

export const eventsTraffic = traffic({ table: 'events', key: 'id', column: 'kind' }, []);

/** A table with a column of an enum type; a third of its rows is sad. */
export const moodHistory = `op.execute("CREATE TYPE mood AS ENUM ('ok', 'sad')")
op.execute("CREATE TABLE people (id integer PRIMARY KEY, mood mood DEFAULT 'ok')")`;

export const moodRows = `INSERT INTO people SELECT g, (CASE WHEN g % 3 = 0 THEN 'sad' ELSE 'ok' END)::mood FROM generate_series(1, 3000) g`;

export const moodTraffic = traffic({ table: 'people', key: 'id', column: 'mood' }, [], { value: () => "'ok'::mood" });
