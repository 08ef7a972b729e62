import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { alembicIni, put, revision, temporaryFolder } from '../temporary.ts';
import { command } from './command.ts';

const orders = `op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger(), primary_key=True),
        sa.Column("total", sa.Integer(), nullable=True),
    )`;

test('the phases of a plan are reported in the order in which they run, with what is deployed between them', async () => {
  const folder = temporaryFolder({
    'alembic.ini': alembicIni,
    'migrations/versions/a.py': revision('aaaa', null, orders),
  });
  const written = await command(
    folder,
    ...['new', 'rename-column', '--engine', 'postgresql', '--table', 'orders', '--column', 'total', '--to', 'amount'],
  );
  const files = written.out.trim().split('\n');
  expect(files).toHaveLength(3);
  const { code, out } = await command(folder, 'report', '--engine', 'postgresql', ...files.toReversed());
  expect(code).toBe(0);
  const text = out.replace(/\b[0-9a-f]{12}\b/g, 'id');
  expect(text).toMatch(/^# Risk of 3 migrations\n\n\| {3}\| Migration|^# Risk of 3 migrations\n\n\| \| Migration/);
  expect(text.match(/^\| \d \| .*?\(/gm)).toEqual([
    '| 1 | add orders amount beside total (',
    '| 2 | backfill orders amount (',
    '| 3 | drop orders total (',
  ]);
  expect(text).toContain(`## Order of deploys

1. \`id\` add orders amount beside total
2. \`id\` backfill orders amount **(this migration)**
3. \`id\` drop orders total
   Before it runs:
   - The code that is deployed everywhere reads and writes amount, and total nowhere.
   - Views, functions and triggers use amount instead of total.
`);
  expect(text).toContain('\n- [ ] The code that is deployed everywhere reads and writes amount, and total nowhere.\n');
  expect(text).toContain(
    `1. Restore orders from the backup under another name, and copy total back from it by id; rows that were written since have no value`,
  );
  expect(text).toContain('The way back itself destroys what was written since:\n\n- the values of orders.amount\n');
});

test('sizes that were read on request tell how long it takes and how much room it needs', async () => {
  const change = 'op.alter_column("orders", "total", type_=sa.BigInteger())';
  const folder = temporaryFolder({
    'alembic.ini': alembicIni,
    '.migration-writer/tables.json': '{\n  "orders": {"rows":12000000,"bytes":1503238553}\n}\n',
    'migrations/versions/a.py': revision('aaaa', null, orders),
    'migrations/versions/b.py': revision('bbbb', 'aaaa', change),
  });
  const { out } = await command(folder, 'report', '--engine', 'postgresql', 'migrations/versions/b.py');
  expect(out).toMatch(/\| Duration \| about \d+ s? ?to \d+ (s|min) at 12 M rows \(orders in tables\.json:2\) \|/);
  expect(out).toContain('- [ ] There is disk space for a second copy of orders (1.4 GB now) with all indexes');
});

test('of a branch what it has added or changed is reported', async () => {
  const folder = temporaryFolder({
    'alembic.ini': alembicIni,
    'migrations/versions/a.py': revision('aaaa', null, orders),
  });
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
      cwd: folder,
      stdio: 'pipe',
    });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'old');
  put(folder, 'migrations/versions/b.py', revision('bbbb', 'aaaa', 'op.drop_column("orders", "total")'));
  const { out } = await command(folder, 'report', '--since', 'main');
  expect(out.match(/^# .*/gm)).toEqual(['# Migration: bbbb']);
  const nothing = await command(folder, 'report', '--since', 'nowhere');
  expect([nothing.code, nothing.out]).toEqual([2, '']);
  expect((await command(folder, 'report')).error).toContain('report needs a path');
});

test('the way back that stands in a file of its own is the rollback plan', async () => {
  const folder = temporaryFolder({
    'migrations/0001_users.up.sql': 'CREATE TABLE users (id int PRIMARY KEY);\n',
    'migrations/0001_users.down.sql': 'DROP TABLE users;\n',
  });
  const { out } = await command(folder, 'report', '--engine', 'postgresql', 'migrations/0001_users.up.sql');
  expect(out).toMatch(/## Rollback plan\n\n1\. Drops users with all its rows\.\n\n {3}```sql\n {3}DROP TABLE users\n/);
  expect(out).toContain('The way back itself destroys what was written since:\n\n- rows of users\n');
});

test('where the application uses what goes is listed, the surest places first', async () => {
  const folder = temporaryFolder({
    'alembic.ini': alembicIni,
    'migrations/versions/a.py': revision('aaaa', null, orders),
    'migrations/versions/b.py': revision('bbbb', 'aaaa', 'op.drop_column("orders", "total")'),
    'shop/models.py': 'class Order(Base):\n    __tablename__ = "orders"\n    total = Column(Integer)\n',
    'shop/sums.py': 'SUMS = "SELECT sum(total) FROM orders"\n',
    'pyproject.toml': '',
  });
  const { out } = await command(folder, 'report', '--engine', 'postgresql', 'migrations/versions/b.py');
  expect(out).toContain(`## Code that uses what goes

- **orders.total** used in
  - \`shop/models.py:3\` declares it
  - \`shop/sums.py:1\` names it in SQL
`);
});
