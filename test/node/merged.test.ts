import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { alembicIni, put, revision, temporaryFolder } from '../temporary.ts';
import { command } from './command.ts';

const settings = '{\n  "report": "unmerged"\n}\n';
const drop = (table: string) => `op.drop_table("${table}")`;
const index = 'op.create_index("ix_id", "users", ["id"])';
const users = 'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True))';

test('only what the default branch does not have is reported', async () => {
  const folder = project();
  expect(await checked(folder)).toEqual(['aaaa.py', 'bbbb.py']);
  git(folder, 'init', '--quiet', '--initial-branch=main');
  expect((await command(folder, 'check')).error).toContain(
    '.migration-writer.json:2: report is "unmerged", and git has no default branch here',
  );
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'old');
  expect(await checked(folder)).toEqual([]);
  git(folder, 'checkout', '--quiet', '-b', 'feature');
  put(folder, 'migrations/versions/cccc.py', revision('cccc', 'bbbb', drop('carts')));
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'new');
  expect(await checked(folder)).toEqual(['cccc.py']);
});

test('a table that is not merged either is empty still', async () => {
  const folder = project();
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'add', '--all');
  git(folder, 'commit', '--quiet', '--message', 'old');
  put(folder, 'migrations/versions/cccc.py', revision('cccc', 'bbbb', users));
  put(folder, 'migrations/versions/dddd.py', revision('dddd', 'cccc', index));
  expect((await command(folder, 'check')).out).not.toContain('index-blocks-writes');
});

function project(): string {
  return temporaryFolder({
    'alembic.ini': alembicIni,
    '.migration-writer.json': settings,
    'migrations/versions/aaaa.py': revision('aaaa', null, drop('orders')),
    'migrations/versions/bbbb.py': revision('bbbb', 'aaaa', drop('notes')),
  });
}

async function checked(folder: string): Promise<readonly string[]> {
  const { out } = await command(folder, 'check', '--format', 'json');
  const { files }: { files: readonly { path: string; findings: readonly unknown[] }[] } = JSON.parse(out);
  return files.flatMap(({ path, findings }) => (findings.length > 0 ? [path.replace(/^.*\//, '')] : []));
}

function git(cwd: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  execFileSync('git', [...identity, ...args], { cwd, env: environment, stdio: 'pipe' });
}
