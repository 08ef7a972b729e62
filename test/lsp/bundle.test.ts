import { spawn } from 'node:child_process';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createProtocolConnection } from 'vscode-languageserver/node';
import { alembicIni, put, revision, temporaryFolder } from '../temporary.ts';
import { client, editing } from './client.ts';

const top = resolve(import.meta.dirname, '../..');

test('the bundles serve and check as processes of their own, away from the sources', { timeout: 120_000 }, async () => {
  const dist = join(temporaryFolder(), 'dist');
  await finished(spawn('node', ['esbuild.mjs', `--outdir=${dist}`], { cwd: top, stdio: 'inherit' }));
  const folder = temporaryFolder({ 'alembic.ini': alembicIni });
  const text = revision('aaaa', null, 'op.create_index("ix_users_email", "users", ["email"])');
  const path = put(folder, 'migrations/versions/aaaa.py', text);

  for (const argv of [
    ['server.js', '--stdio'],
    ['cli.js', 'lsp'],
  ]) {
    const server = spawn('node', [join(dist, argv[0] ?? ''), ...argv.slice(1)], { stdio: ['pipe', 'pipe', 'inherit'] });
    onTestFinished(() => void server.kill());
    const { connection, open } = await client(createProtocolConnection(server.stdout, server.stdin), editing, {});
    const document = await open(path, text);
    // On a slow machine what hangs on the history comes later.
    await expect.poll(async () => (await document.pushed()).map(({ code }) => code)).toContain('index-blocks-writes');
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    expect(await finished(server)).toBe(0);
  }
  expect(await finished(spawn('node', [join(dist, 'cli.js'), 'check', folder], { stdio: 'ignore' }))).toBe(1);
});

function finished(child: ReturnType<typeof spawn>): Promise<number | null> {
  return new Promise((done) => {
    child.on('close', done);
  });
}
