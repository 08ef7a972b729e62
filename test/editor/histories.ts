import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A project of Alembic whose history forks, merges, and ends in two heads; one title is hostile. */
export function writeForked(folder: string): void {
  const steps: readonly Revision[] = [
    {
      id: 'a1d3c5e7f901',
      title: 'create customers',
      up: 'op.create_table("customers", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("name", sa.Text()))',
    },
    {
      id: 'b2e4d6f80a12',
      parents: ['a1d3c5e7f901'],
      title: 'create orders',
      up: 'op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("total", sa.Integer()))',
    },
    {
      id: 'c3f5e7091b23',
      parents: ['b2e4d6f80a12'],
      title: 'remember phone numbers',
      up: 'op.add_column("customers", sa.Column("phone", sa.Text(), nullable=True))',
    },
    {
      id: 'd40618a2c345',
      parents: ['b2e4d6f80a12'],
      labels: ['billing'],
      title: 'create invoices',
      up: 'op.create_table("invoices", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("order_id", sa.Integer()))',
    },
    {
      id: 'e51729b3d456',
      parents: ['d40618a2c345'],
      title: 'find invoices by order',
      up: 'op.create_index("ix_invoices_order_id", "invoices", ["order_id"])',
    },
    { id: 'f6283ac4e567', parents: ['c3f5e7091b23', 'e51729b3d456'], title: 'merge billing', up: 'pass' },
    {
      id: '07394bd5f678',
      parents: ['f6283ac4e567'],
      title: 'orders have a <img src=x onerror=alert(1)> **channel** [x](command:y)',
      up: 'op.add_column("orders", sa.Column("channel", sa.Text(), nullable=False))',
    },
    {
      id: '184a5ce60789',
      parents: ['07394bd5f678'],
      title: 'forget phone numbers',
      up: 'op.drop_column("customers", "phone")',
    },
    {
      id: '295b6df7189a',
      parents: ['07394bd5f678'],
      title: 'totals are exact',
      up: 'op.alter_column("orders", "total", type_=sa.Numeric())',
    },
    {
      id: '3a6c7e0829ab',
      parents: ['295b6df7189a'],
      title: 'say when an order was paid',
      up: 'op.add_column("orders", sa.Column("paid_at", sa.DateTime(), nullable=True))',
    },
  ];
  write(folder, steps);
}

/** Files that are no revisions, or wrong ones, among good ones. */
export function writeSpoilt(folder: string): void {
  writeForked(folder);
  const revision = (id: string, follows: string) =>
    `revision = "${id}"\ndown_revision = "${follows}"\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n    pass\n`;
  const files: Readonly<Record<string, string | Buffer>> = {
    'circle_1.py': revision('c1c1c1c1c1c1', 'c2c2c2c2c2c2'),
    'circle_2.py': revision('c2c2c2c2c2c2', 'c1c1c1c1c1c1'),
    'lost.py': revision('ddd1ddd1ddd1', '295b6df7189b'),
    'twice.py': revision('184a5ce60789', '07394bd5f678'),
    'broken.py': revision('b2b2b2b2b2b2', '3a6c7e0829ab').replace('upgrade()', 'upgrade(:'),
    'binary.py': Buffer.from(Array.from({ length: 5000 }, (_, at) => (at * 7919) % 256)),
    'big.py': `${revision('b1b1b1b1b1b1', '3a6c7e0829ab')}${'# ten million letters of padding ...\n'.repeat(280_000)}`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, 'migrations/versions', name), text);
}

/** A long history: every twentieth revision forks off for ten and is merged. */
export function writeLong(folder: string, length: number): void {
  const steps: Revision[] = [];
  let main: string | undefined;
  let side: string | undefined;
  for (let at = 0; at < length; at++) {
    const id = (0x100000000000 + at * 7919).toString(16).slice(0, 12);
    const [turn, isSide] = [at % 20, at % 20 >= 5 && at % 20 < 15 && at % 2 === 1];
    const follows: string | undefined = isSide ? (side ?? main) : main;
    const merges = turn === 16 && side !== undefined && main !== undefined;
    const parents = merges ? [main, side] : [follows];
    const up =
      at % 3 === 0
        ? `op.add_column("t", sa.Column("c${at}", sa.Text()))`
        : `op.create_index("ix_${at}", "t", ["c${at - (at % 3)}"])`;
    steps.push({
      id,
      parents: parents.flatMap((each) => each ?? []),
      title: merges ? 'merge the branch' : `step ${at} of a long way`,
      up,
    });
    if (isSide) side = id;
    else main = id;
    if (merges) side = undefined;
  }
  write(folder, steps);
}

interface Revision {
  readonly id: string;
  readonly parents?: readonly string[];
  readonly labels?: readonly string[];
  readonly title: string;
  readonly up: string;
}

function write(folder: string, revisions: readonly Revision[]): void {
  mkdirSync(join(folder, 'migrations/versions'), { recursive: true });
  writeFileSync(
    join(folder, 'alembic.ini'),
    '[alembic]\nscript_location = migrations\nsqlalchemy.url = postgresql://localhost/shop\n',
  );
  writeFileSync(join(folder, 'migrations/env.py'), 'from alembic import context\n');
  for (const [index, { id, title, up, parents = [], labels = [] }] of revisions.entries()) {
    const created = new Date(Date.UTC(2025, 0, 6, 9, 30) + index * 7.3 * 3_600_000)
      .toISOString()
      .replace('T', ' ')
      .replace('Z', '000');
    const follows =
      parents.length > 1
        ? `(${parents.map((each) => `"${each}"`).join(', ')})`
        : parents[0]
          ? `"${parents[0]}"`
          : 'None';
    const text = `"""${title}

Revision ID: ${id}
Revises: ${parents.join(', ')}
Create Date: ${created}

"""

import sqlalchemy as sa
from alembic import op

revision = "${id}"
down_revision = ${follows}
branch_labels = ${labels.length > 0 ? `("${labels.join('", "')}",)` : 'None'}
depends_on = None


def upgrade():
    ${up}


def downgrade():
    pass
`;
    writeFileSync(join(folder, `migrations/versions/${id}_${title.replace(/\W+/g, '_').slice(0, 30)}.py`), text);
  }
}

/** A project whose compose file and CI name two engines, and whose notes tell of its releases. */
export function writeContradicted(folder: string): void {
  const files: Readonly<Record<string, string>> = {
    '.git/HEAD': 'ref: refs/heads/main\n',
    'alembic.ini': '[alembic]\nscript_location = %(here)s/migrations\n',
    'CLAUDE.md': '# Shop\n\nDeploys are zero-downtime, and Alembic makes the changes.\n',
    'compose.yml': 'services:\n  db:\n    image: postgres:15-alpine\n',
    '.github/workflows/ci.yml':
      'jobs:\n  test:\n    runs-on: ubuntu-latest\n    services:\n      db:\n        image: mysql:8.0\n',
    'migrations/env.py': 'from alembic import context\n\ncontext.run_migrations()\n',
    'migrations/versions/aaaa_orders.py':
      '"""orders"""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = "aaaa"\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table("orders", sa.Column("id", sa.Integer, primary_key=True))\n\n\ndef downgrade():\n    op.drop_table("orders")\n',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
