// npm runs this when it makes a package of a git clone: for a pre-commit hook, for `npx github:…`. The bundle is built then, and where
// the package is to be installed globally, npm has not brought what that takes.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';

try {
  createRequire(import.meta.url).resolve('esbuild');
} catch {
  const args = ['ci', '--ignore-scripts', '--global=false', '--include=dev', '--prefer-offline', '--no-audit', '--no-fund'];
  execFileSync('npm', args, { stdio: ['ignore', process.stderr, 'inherit'], shell: process.platform === 'win32' });
}
await import('../esbuild.mjs');
