import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Makes the virtual environment of a project anew, with the packages of a folder, Alembic among them, or with none. */
export function makeEnvironment(folder: string, packages: string | undefined): void {
  const venv = join(folder, '.venv');
  rmSync(venv, { recursive: true, force: true });
  execFileSync('python3', ['-m', 'venv', '--without-pip', venv]);
  if (packages !== undefined) linkPackages(venv, packages);
}

function linkPackages(venv: string, packages: string): void {
  const version = execFileSync(join(venv, 'bin/python'), ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
    encoding: 'utf8',
  }).trim();
  writeFileSync(join(venv, 'lib', `python${version}`, 'site-packages', 'shared.pth'), `${packages}\n`);
  const script = `#!/bin/sh\n'''exec' "$(dirname "$0")/python" "$0" "$@"\n' '''\nimport sys\nfrom alembic.config import main\nsys.exit(main(prog="alembic"))\n`;
  writeFileSync(join(venv, 'bin/alembic'), script, { mode: 0o755 });
}
