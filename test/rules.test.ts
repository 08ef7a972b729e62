import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../server/src/rules/index.ts';
import { checkExample } from './marked.ts';

const folder = (path: string) => readdirSync(resolve(import.meta.dirname, path));

test('every rule file stands in the index, and has a test', () => {
  const ids = rules.map((rule) => rule.id).sort();
  const named = (files: string[], ending: string) =>
    files.flatMap((file) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : [])).sort();
  expect(named(folder('../server/src/rules'), '.ts').filter((each) => each !== 'index')).toEqual(ids);
  expect(named(folder('rules'), '.test.ts')).toEqual(ids);
});

test.each(rules.map(({ id }) => id))('%s is one page long, and its code names no engine and no tool', (id) => {
  const text = readFileSync(resolve(import.meta.dirname, `../server/src/rules/${id}.ts`), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(80);
  const code = text.slice(0, text.indexOf('  docs: {')) + text.slice(text.indexOf('  *check'));
  expect(code).not.toMatch(/postgres|mysql|mariadb|sqlite|alembic|django|familyOf|EngineName|ToolName|[.]tool\b/i);
});

test.each(rules.map((rule) => [rule.id, rule] as const))('%s explains itself', (id, { docs, examples }) => {
  expect(examples).not.toEqual([]);
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  for (const text of [docs.what, docs.why, docs.instead]) expect(text).toMatch(/^[A-Z].*[.)]$/);
});

test.each(rules.flatMap((rule) => rule.examples.map((example) => [rule.id, example.bad, rule, example] as const)))(
  '%s: its example is found, fixed, and silent then: %s',
  (_id, _bad, rule, example) => checkExample(rule, example),
);
