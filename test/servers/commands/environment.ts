import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Edition, packagesOf } from '../postgresql/plans/alembic.ts';

/** Makes the virtual environment of a project anew, with a real Alembic or with none. */
export function makeEnvironment(folder: string, edition: Edition | undefined): void {
  const venv = join(folder, '.venv');
  rmSync(venv, { recursive: true, force: true });
  execFileSync('python3', ['-m', 'venv', '--without-pip', venv]);
  if (edition) linkPackages(venv, packagesOf(edition));
}

function linkPackages(venv: string, packages: string): void {
  const version = execFileSync(join(venv, 'bin/python'), ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
    encoding: 'utf8',
  }).trim();
  writeFileSync(join(venv, 'lib', `python${version}`, 'site-packages', 'shared.pth'), `${packages}\n`);
  const script = `#!/bin/sh\n'''exec' "$(dirname "$0")/python" "$0" "$@"\n' '''\nimport sys\nfrom alembic.config import main\nsys.exit(main(prog="alembic"))\n`;
  writeFileSync(join(venv, 'bin/alembic'), script, { mode: 0o755 });
}
