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
  expect(analysis.findings.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
});

/** The tables that the snippets propose, and the first step where one stands on another. */
function earlier(name: string): readonly string[] {
  const tables =
    'CREATE TABLE users (id bigint PRIMARY KEY, email text, age int, status text);\nCREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);\nCREATE INDEX ON orders (user_id);\nCREATE TABLE events (id bigint) PARTITION BY RANGE (id);\nCREATE TABLE events_2020 PARTITION OF events FOR VALUES FROM (1) TO (2);\n';
  const firsts = sql.filter((each) => /first step$|foreign key, NOT VALID$/.test(each.name));
  const stands = /second step$|validate a constraint$/.test(name);
  if (name.startsWith('MySQL')) return ['CREATE TABLE users (id bigint PRIMARY KEY, email varchar(100));\n'];
  return [
    /add|dbmate|goose/.test(name) ? tables.replace(', status text', '') : tables,
    ...(stands ? firsts.map(({ code }) => code) : []),
  ];
}

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
