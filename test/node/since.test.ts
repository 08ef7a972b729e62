import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { alembicIni, put, revision, temporaryFolder } from '../temporary.ts';
import { command } from './command.ts';

const versions = 'migrations/versions';
const users = 'op.create_table("users", sa.Column("id", sa.Integer(), primary_key=True))';
const index = 'op.create_index("ix_id", "users", ["id"])';

function git(cwd: string, ...args: readonly string[]): string {
  const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org', '-c', 'commit.gpgsign=false'];
  const environment = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  return execFileSync('git', [...identity, ...args], { cwd, env: environment, encoding: 'utf8', stdio: 'pipe' });
}

function commit(cwd: string, message: string): void {
  git(cwd, 'add', '--all');
  git(cwd, 'commit', '--quiet', '--message', message);
}

/** A repository whose branch `main` has two revisions. */
function repository(): string {
  const here = temporaryFolder({
    'alembic.ini': alembicIni,
    [`${versions}/aaaa_users.py`]: revision('aaaa', null, users),
    [`${versions}/bbbb_old.py`]: revision('bbbb', 'aaaa', index),
  });
  git(here, 'init', '--quiet', '--initial-branch=main');
  commit(here, 'old');
  return here;
}

function add(here: string, id: string, parent: string): void {
  put(here, `${versions}/${id}_new.py`, revision(id, parent, index.replace('ix_id', `ix_${id}`)));
}

/** The files that are checked, by their names. */
async function since(here: string, ref: string, ...more: readonly string[]) {
  const { code, out, error } = await command(here, 'check', '--format', 'json', '--since', ref, ...more);
  if (code === 2) return error;
  const paths: string[] = JSON.parse(out).files.map(({ path }: { path: string }) => path);
  return paths.map((path) => path.replace(/^.*\/(?=[^/]+$)/, ''));
}

test('what is committed, staged, edited or not yet known to git since the branch left is checked, against all of history', async () => {
  const here = repository();
  git(here, 'checkout', '--quiet', '-b', 'mine');
  add(here, 'cccc', 'bbbb');
  commit(here, 'mine');
  git(here, 'checkout', '--quiet', 'main');
  put(here, `${versions}/bbbb_old.py`, revision('bbbb', 'aaaa', index, index));
  add(here, 'ffff', 'bbbb');
  commit(here, 'theirs, later');
  git(here, 'checkout', '--quiet', 'mine');
  expect(await since(here, 'main')).toEqual(['cccc_new.py']);
  add(here, 'dddd', 'cccc');
  git(here, 'add', `${versions}/dddd_new.py`);
  add(here, 'eeee', 'dddd');
  put(here, `${versions}/aaaa_users.py`, `${revision('aaaa', null, users)}\n`);
  expect(await since(here, 'main')).toEqual(['aaaa_users.py', 'cccc_new.py', 'dddd_new.py', 'eeee_new.py']);
  expect(await since(here, 'HEAD')).toEqual(['aaaa_users.py', 'dddd_new.py', 'eeee_new.py']);
  const { out, code } = await command(here, 'check', '--since', 'main');
  expect(code).toBe(1);
  expect(out).toContain('blocks writes on users');
});

test('nothing changed is nothing found', async () => {
  const here = repository();
  expect(await command(here, 'check', '--since', 'main')).toEqual({
    code: 0,
    out: '0 files, 0 operations: nothing found\n',
    error: 'No migration has changed since main\n',
  });
});

test('a renamed file is new, a deleted one is nobody', async () => {
  const here = repository();
  renameSync(join(here, versions, 'bbbb_old.py'), join(here, versions, 'bbbb_renamed.py'));
  rmSync(join(here, versions, 'aaaa_users.py'));
  expect(await since(here, 'main')).toEqual(['bbbb_renamed.py']);
});

test('names that git would quote are found', async () => {
  const here = repository();
  const name = `cccc "q" é漢 ::\n\t'.py`;
  put(here, `${versions}/${name}`, revision('cccc', 'bbbb', index));
  expect(await since(here, 'main')).toEqual([name]);
});

test('a subfolder, a path from elsewhere, a link and a worktree lead to the same files', async () => {
  const here = repository();
  add(here, 'cccc', 'bbbb');
  expect(await since(join(here, 'migrations'), 'main')).toEqual(['cccc_new.py']);
  expect(await since(dirname(here), 'main', here)).toEqual(['cccc_new.py']);
  expect(await since(here, 'main', `${versions}/aaaa_users.py`)).toEqual([]);
  const link = join(temporaryFolder(), 'link');
  symlinkSync(here, link);
  expect(await since(link, 'main')).toEqual(['cccc_new.py']);
  const tree = join(temporaryFolder(), 'tree');
  git(here, 'worktree', 'add', '--quiet', '-b', 'other', tree);
  add(tree, 'dddd', 'bbbb');
  expect(await since(tree, 'main')).toEqual(['dddd_new.py']);
});

test('each file is looked for in its own repository, whatever a hook says of another one', async () => {
  const here = repository();
  const inner = join(here, 'vendor');
  mkdirSync(inner);
  for (const [path, text] of [
    ['alembic.ini', alembicIni],
    [`${versions}/1111_inner.py`, revision('1111', null, users)],
  ] as const)
    put(inner, path, text);
  git(inner, 'init', '--quiet', '--initial-branch=main');
  commit(inner, 'inner');
  add(inner, '2222', '1111');
  add(here, 'cccc', 'bbbb');
  vi.stubEnv('GIT_DIR', join(inner, '.git'));
  vi.stubEnv('GIT_INDEX_FILE', join(inner, '.git', 'index'));
  try {
    const found = await since(here, 'main');
    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining(['2222_new.py', 'cccc_new.py']));
  } finally {
    vi.unstubAllEnvs();
  }
});

test('a shallow clone has no common commit: it is compared with the ref itself, and that is said', async () => {
  const here = repository();
  git(here, 'checkout', '--quiet', '-b', 'mine');
  add(here, 'cccc', 'bbbb');
  commit(here, 'mine');
  const clone = join(temporaryFolder(), 'clone');
  git(here, 'clone', '--quiet', '--depth', '1', '--branch', 'mine', `file://${here}`, clone);
  expect(await since(clone, 'origin/main')).toMatch(/^migration-writer: --since origin\/main: .*this clone is shallow/);
  git(clone, 'fetch', '--quiet', '--depth', '1', 'origin', 'main:refs/remotes/origin/main');
  const { out, error } = await command(clone, 'check', '--format', 'json', '--since', 'origin/main');
  expect(JSON.parse(out).files).toMatchObject([{ path: `${versions}/cccc_new.py` }]);
  expect(error).toContain('HEAD and origin/main have no commit in common here (a shallow clone?)');
});

test.each([
  ['nowhere', '--since nowhere: git knows no such commit or branch'],
  ['', '--since must name a commit, not ""'],
  ['--output=x', '--since must name a commit, not "--output=x"'],
  ['main..HEAD', '--since main..HEAD: git knows no such commit or branch'],
  ['main; touch x', '--since main; touch x: git knows no such commit or branch'],
])('--since=%s cannot be done', async (ref, reason) => {
  const { code, out, error } = await command(repository(), 'check', `--since=${ref}`);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(error).toContain(`migration-writer: ${reason}`);
  expect(error.trim().split('\n')).toHaveLength(1);
});

test('without a repository, without git, and of standard input it cannot be known', async () => {
  const bare = temporaryFolder({ 'alembic.ini': alembicIni, [`${versions}/aaaa.py`]: revision('aaaa', null) });
  expect((await command(bare, 'check', '--since', 'main')).error).toContain('--since needs git: ');
  const here = repository();
  expect((await command(here, 'check', '-', '--since', 'main')).error).toContain('not standard input');
  vi.stubEnv('PATH', '');
  try {
    expect(await command(here, 'check', '--since', 'main')).toEqual({
      code: 2,
      out: '',
      error: 'migration-writer: --since main: git was not found\n',
    });
  } finally {
    vi.unstubAllEnvs();
  }
});

test('what cannot be read counts only where it changed', async () => {
  const here = repository();
  put(here, `${versions}/cccc.py`, new Uint8Array([0, 1]));
  commit(here, 'binary');
  expect((await command(here, 'check')).code).toBe(2);
  expect((await command(here, 'check', '--since', 'main')).code).toBe(0);
  expect((await command(here, 'check', '--since', 'main~1')).code).toBe(2);
});

test('files for another database are told only where they changed', async () => {
  const here = repository();
  put(here, 'sql/migrations/1_x.cockroach.up.sql', 'SELECT 1;\n');
  commit(here, 'foreign');
  expect((await command(here, 'check')).error).toContain('is for cockroach');
  expect((await command(here, 'check', '--since', 'main')).error).not.toContain('cockroach');
});
