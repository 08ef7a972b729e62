import { format } from '@wasm-fmt/ruff_fmt';
import { describe, expect, test } from 'vitest';
import { rewriteMigration } from '../../../server/src/frontends/alembic/rewrite.ts';
import type { InPlace, Planned } from '../../../server/src/model/finding.ts';
import type { Step } from '../../../server/src/model/migration.ts';
import type { Column, CreateIndex, Operation } from '../../../server/src/model/operation.ts';
import { parsePython } from '../../../server/src/python/parse.ts';
import { applyEdits } from '../../../server/src/text.ts';

const user = { name: 'user' };
const index: CreateIndex = { kind: 'createIndex', table: user, name: 'ix', keys: [{ column: 'email' }] };

test('a keyword is added, and the statement moves into an autocommit block', () => {
  const fix = (text: string) => [set(text, 'op.create_index(', index, { ...index, concurrently: true }, 'autocommit')];
  expect(
    rewrite('def upgrade():\n    # fast lookups\n    op.create_index("ix", "user", ["email"])  # noqa\n', fix),
  ).toBe(`def upgrade():
    # fast lookups
    with op.get_context().autocommit_block():
        op.create_index("ix", "user", ["email"], postgresql_concurrently=True)  # noqa
`);
});

/** The rewritten body in a file with the usual imports; the laws of every fix hold each time. */
function rewrite(body: string, fix: (text: string) => readonly InPlace[], head = imports): string {
  const text = head + body;
  const edits = rewriteMigration({ path: 'a.py', text }, { engine: 'postgresql', version: '15' }, fix(text));
  const result = applyEdits(text, edits);
  expect(parsePython(result).firstError).toBeUndefined();
  const unix = (each: string): string => each.replaceAll('\r\n', '\n');
  if (format(unix(text), 'a.py') === unix(text)) expect(format(unix(result), 'a.py')).toBe(unix(result));
  return result.startsWith(head) ? result.slice(head.length) : result;
}

const imports = 'import sqlalchemy as sa\nfrom alembic import op\n\n\n';

function set(
  text: string,
  start: string,
  from: Operation,
  to: Operation,
  transaction: Step['transaction'] = 'shared',
): InPlace {
  return { kind: 'set', step: step(text, start, from), to: { operation: to, transaction } };
}

/** The step of the statement that begins with `start`. */
function step(text: string, start: string, operation: Operation, more: Partial<Step> = {}): Step {
  const at = text.indexOf(start);
  const statement = statementAt(text, at);
  return { operation, span: statement, head: { start: at, end: at + start.length }, transaction: 'shared', ...more };
}

function statementAt(text: string, offset: number): { readonly start: number; readonly end: number } {
  let node = parsePython(text).root;
  for (;;) {
    const next = node.children.find((each) => each.start <= offset && offset < each.end);
    if (!next) throw new Error(`nothing starts at ${offset}`);
    if (next.start === offset && next.type === 'expression_statement') return { start: next.start, end: next.end };
    node = next;
  }
}
