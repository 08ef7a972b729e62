import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Edition, packagesOf } from '../postgresql/plans/alembic.ts';

/** What stands around a text: what is new does as the project does, which `alembic revision` begins with single ones. */
export type Quotes = 'single' | 'double';

/** What Alembic generates, as Black leaves it. */
export function inDoubleQuotes(text: string): string {
  return text.replace(/"[^"\n]*"|'([^'"\n]*)'/g, (whole, inner: string | undefined) =>
    inner === undefined ? whole : `"${inner}"`,
  );
}

const edition: Edition = { name: 'black-26', title: 'Black 26', requirements: ['black==26.*'] };

/** Which of the texts Black would write otherwise, in its own words; none is also when there is nothing to read. */
export function unlikeBlack(texts: readonly string[], quotes: Quotes): readonly string[] {
  if (texts.length === 0) return [];
  const packages = packagesOf(edition);
  const folder = mkdtempSync(join(tmpdir(), 'black-'));
  try {
    for (const [at, text] of texts.entries()) writeFileSync(join(folder, `${at}.py`), text);
    const options = quotes === 'double' ? [] : ['--skip-string-normalization'];
    const told = ['-m', 'black', '--diff', '--check', '--quiet', ...options, folder];
    const { status, stdout, stderr } = spawnSync('python3', told, {
      encoding: 'utf8',
      env: { ...process.env, PYTHONPATH: packages, PYTHONNOUSERSITE: '1', BLACK_CACHE_DIR: folder },
    });
    return status === 0 ? [] : [`Black says ${status}: ${(stdout + stderr).slice(0, 4000)}`];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
