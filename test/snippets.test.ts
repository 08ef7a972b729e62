import { readFileSync } from 'node:fs';
import { format } from '@wasm-fmt/ruff_fmt';
import { expect, test } from 'vitest';
import { parsePython } from '../server/src/python/parse.ts';
import { analyzed } from './marked.ts';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const snippets = snippetsOf('python');
const sqlSnippets = snippetsOf('sql');

const named = Object.entries(snippets).map(([name, { body }]) => ({ name, code: filled(body) }));

test('each snippet has a prefix of its own', () => {
  const prefixes = Object.values({ ...snippets, ...sqlSnippets }).map(({ prefix }) => prefix);
  expect(new Set(prefixes).size).toBe(prefixes.length);
});

test.each(named)('$name is Python', ({ code }) => {
  expect(parsePython(code).firstError).toBeUndefined();
});

test.each(named)('$name is left alone by Black', ({ code }) => {
  const inFunction = `def upgrade() -> None:\n${indented(code)}`;
  expect(format(inFunction, 'a.py')).toBe(inFunction);
});

test.each(named)('nothing is found in $name', async ({ code }) => {
  const { analysis } = await analyzed(`def upgrade() -> None:\n${indented(code)}${refusal}`, { history });
  expect(analysis.up.length).toBeGreaterThan(0);
  expect(analysis.findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});

const sql = Object.entries(sqlSnippets).map(([name, { body }]) => ({ name, code: filled(body) }));

test.each(sql)('$name is SQL in which nothing is found', async ({ name, code }) => {
  const engine = name.startsWith('MySQL') ? 'mysql' : 'postgresql';
  const { analysis } = await analyzed(code, { tool: 'sql', engine, history: earlier(name) });
  expect(analysis.up.length).toBeGreaterThan(0);
  expect(analysis.up.filter((each) => each.operation.kind === 'opaque' || each.error)).toEqual([]);
  const loud = analysis.findings.filter(({ severity }) => severity !== 'info');
  expect(loud.map(({ rule, severity, message }) => `${rule}: ${severity}: ${message}`)).toEqual([]);
});

test.each(Object.entries(sqlSnippets))('what is asked for in $0 is asked for once, from 1 on', (_, { body }) => {
  const text = body.join('\n');
  const stops = [...text.matchAll(/(?<!\\)\$\{(\d):/g)].map(([, stop]) => Number(stop)).sort((a, b) => a - b);
  expect(stops).toEqual(stops.map((_stop, index) => index + 1));
  const again = [...text.matchAll(/(?<!\\)\$([1-9])/g)].map(([, stop]) => Number(stop));
  expect(again.filter((stop) => !stops.includes(stop))).toEqual([]);
});

/** The tables that the snippets propose, and the first step where one stands on another. */
function earlier(name: string): readonly string[] {
  if (name.startsWith('MySQL'))
    return ['CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));\n', mysqlIndex];
  const absent = /add|dbmate|goose/.test(name) ? tables.replace(', status text', '') : tables;
  const without = /: index|goose index|dbmate index/.test(name) ? absent.replace(/^CREATE INDEX ix_.*\n/m, '') : absent;
  const before = new Set(
    [name.replace(/(second|last) step$/, 'first step'), firstOf.get(name)].filter((each) => each !== name),
  );
  return [without, ...sql.filter((each) => before.has(each.name)).map(({ code }) => code)];
}

const tables = `CREATE TABLE users (id bigint PRIMARY KEY, email text, age int, status text);
CREATE INDEX ix_users_email ON users (email);
CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);
CREATE INDEX ON orders (user_id);
CREATE TABLE events (id bigint) PARTITION BY RANGE (id);
CREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM (1) TO (2);
CREATE TABLE events_2021 (id bigint);
CREATE TABLE tags (id bigint NOT NULL, name text);
CREATE TYPE mood AS ENUM ('sad', 'ok');
`;

const mysqlIndex = 'CREATE INDEX ix_users_email ON users (email);\n';

const firstOf: ReadonlyMap<string, string> = new Map([['SQL: validate a constraint', 'SQL: foreign key, NOT VALID']]);

/** The second step towards NOT NULL stands on the first. */
const history = named.filter(({ name }) => name.endsWith('first step')).map(({ code }) => code);

const refusal = `

def downgrade() -> None:
    raise NotImplementedError("There is no way back.")
`;

function snippetsOf(language: string): Readonly<Record<string, Snippet>> {
  return JSON.parse(readFileSync(new URL(`../snippets/${language}.json`, import.meta.url), 'utf8'));
}

/** The snippet as it stands once inserted, with every placeholder left at what it proposes. */
function filled(body: readonly string[]): string {
  const text = body.join('\n').replaceAll('\t', '    ');
  const proposed = new Map([...text.matchAll(/\$\{(\d):([^}]*)\}/g)].map((match) => [match[1], match[2]]));
  return text
    .replace(/(?<!\\)\$(?:\{(\d):[^}]*\}|(\d))/g, (_, first, again) => proposed.get(first ?? again) ?? '')
    .replaceAll('\\$', '$');
}

function indented(code: string): string {
  return code.replace(/^(?=.)/gm, '    ');
}
