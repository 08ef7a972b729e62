import { readFileSync } from 'node:fs';
import { format } from '@wasm-fmt/ruff_fmt';
import { describe, expect, test } from 'vitest';
import { printMigration } from '../../../server/src/frontends/alembic/print.ts';
import type { Phase, Planned } from '../../../server/src/model/finding.ts';
import type { Environment } from '../../../server/src/model/frontend.ts';
import type { Operation } from '../../../server/src/model/operation.ts';
import { parsePython } from '../../../server/src/python/parse.ts';

const template = readFileSync('templates/alembic-revision.hbs', 'utf8');
const user = { name: 'user' };

test('a new file with nothing to follow looks as Alembic writes it', () => {
  expect(
    print({
      title: 'Require users.email',
      before: ['Deploy the release that fills email'],
      up: [shared({ kind: 'setNotNull', table: user, column: 'email' })],
      down: [shared({ kind: 'dropNotNull', table: user, column: 'email' })],
    }),
  ).toBe(`"""Require users.email

Revision ID: ab12
Revises: 99ff
Create Date: 2026-02-03 04:05:06.789000

Before this revision runs:

- [ ] Deploy the release that fills email

"""

from typing import Sequence, Union

from alembic import op

# revision identifiers, used by Alembic.
revision: str = "ab12"
down_revision: Union[str, Sequence[str], None] = "99ff"
branch_labels: Union[str, Sequence[str], None] = None
depends_on: Union[str, Sequence[str], None] = None


def upgrade() -> None:
    op.alter_column("user", "email", nullable=False)


def downgrade() -> None:
    op.alter_column("user", "email", nullable=True)
`);
});

function shared(operation: Operation): Planned {
  return { operation, transaction: 'shared' };
}

function print(phase: Phase, like?: string, environment: Partial<Environment> = {}, parents = ['99ff']): string {
  const created = new Date(2026, 1, 3, 4, 5, 6, 789);
  const source = like === undefined ? undefined : { path: 'a.py', text: like };
  const file = { phase, id: 'ab12', parents, created, like: source, engine: 'postgresql' as const };
  const { text } = printMigration(file, { folders: ['/versions'], ...environment }, template);
  expect(parsePython(text).firstError).toBeUndefined();
  return text;
}
