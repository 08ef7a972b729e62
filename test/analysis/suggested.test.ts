import { expect, test } from 'vitest';
import { siteFor } from '../../server/src/analysis/scaffold.ts';
import { suggested } from '../../server/src/analysis/suggested.ts';
import { memoryWorkspace } from '../marked.ts';

const source = { path: '/app/migrations/0100_x.sql', text: 'SELECT 1;\n' };
const history = [
  `CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE users (id bigint PRIMARY KEY, name text, CONSTRAINT ck CHECK (id > 0));
CREATE TABLE app."Order.Lines" (qty int);
CREATE INDEX ix_name ON users (name);
`,
];

test('what history knows is offered: tables as an answer says them, and what belongs to each', async () => {
  const site = await siteFor(source.path, memoryWorkspace(source, { tool: 'sql', history }), {});
  if ('problem' in site) throw new Error(site.problem);
  const { schema } = site.ground;
  expect(suggested('table', schema)).toEqual({ suggestions: ['app."Order.Lines"', 'users'] });
  expect(suggested('column', schema)).toEqual({
    suggestions: ['id', 'name', 'qty'],
    suggestionsByTable: { users: ['id', 'name'], 'app."Order.Lines"': ['qty'] },
  });
  expect(suggested('index', schema).suggestions).toEqual(['ix_name']);
  expect(suggested('constraint', schema).suggestionsByTable?.users).toContain('ck');
  expect(suggested('enum', schema)).toEqual({ suggestions: ['mood'] });
  expect(suggested(undefined, schema)).toEqual({});
});
