import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that lives as long as the test, with files by their paths. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'migration-writer-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(files)) put(folder, path, content);
  return folder;
}

export function put(folder: string, path: string, content: string | Uint8Array): string {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}

/** Every file below the folder with its text. */
export function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = entries.map((each) => join(each.parentPath, each.name)).sort();
  return Object.fromEntries(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')]));
}

/** A revision file with these statements in `upgrade`, undone by nothing. */
export function revision(id: string, parent: string | null, ...upgrade: readonly string[]): string {
  return `"""${id}"""

import sqlalchemy as sa
from alembic import op

revision = "${id}"
down_revision = ${parent === null ? 'None' : `"${parent}"`}
branch_labels = None
depends_on = None


def upgrade():
    ${upgrade.join('\n    ') || 'pass'}


def downgrade():
    raise NotImplementedError("not undone")
`;
}

/** It sets a lock timeout: what is said once a project, each test would hear otherwise. */
export const alembicIni =
  '[alembic]\nscript_location = %(here)s/migrations\n\nsqlalchemy.url = driver://user:pass@localhost/dbname?options=-c%%20lock_timeout%%3D5s\n';
