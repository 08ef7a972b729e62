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

const snippets: Readonly<Record<string, Snippet>> = JSON.parse(
  readFileSync(new URL('../snippets/python.json', import.meta.url), 'utf8'),
);

const named = Object.entries(snippets).map(([name, { body }]) => ({ name, code: filled(body) }));

test('each snippet has a prefix of its own', () => {
  const prefixes = Object.values(snippets).map(({ prefix }) => prefix);
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

/** The second step towards NOT NULL stands on the first. */
const history = named.filter(({ name }) => name.endsWith('first step')).map(({ code }) => code);

const refusal = `

def downgrade() -> None:
    raise NotImplementedError("There is no way back.")
`;

/** The snippet as it stands once inserted, with every placeholder left at what it proposes. */
function filled(body: readonly string[]): string {
  const text = body.join('\n').replaceAll('\t', '    ');
  const proposed = new Map([...text.matchAll(/\$\{(\d):([^}]*)\}/g)].map((match) => [match[1], match[2]]));
  return text.replace(/\$(?:\{(\d):[^}]*\}|(\d))/g, (_, first, again) => proposed.get(first ?? again) ?? '');
}

function indented(code: string): string {
  return code.replace(/^(?=.)/gm, '    ');
}
