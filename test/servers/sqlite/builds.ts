import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** A real SQLite that a package for Python carries; it is installed once, beside this test. */
export interface Build {
  readonly version: string;
  readonly requirement: string;
  /** The options of pip that choose a file which this Python itself could not load, for its library alone. */
  readonly libraryOf?: readonly string[];
}

/**
 * The oldest release whose facts are told, the newest, and those on both sides of what releases brought. The libraries of the
 * old ones stand in packages for maps, those of the new ones in a driver.
 */
export const builds: readonly Build[] = [
  { version: '3.24.0', requirement: 'pyproj==2.4.2', libraryOf: linux('37', 'manylinux2010_x86_64') },
  { version: '3.27.2', requirement: 'pyproj==2.2.1', libraryOf: linux('37', 'manylinux1_x86_64') },
  { version: '3.31.1', requirement: 'pyproj==2.6.1.post1', libraryOf: linux('37', 'manylinux2010_x86_64') },
  { version: '3.32.3', requirement: 'pyproj==3.0.1', libraryOf: linux('37', 'manylinux2010_x86_64') },
  { version: '3.35.5', requirement: 'pyproj==3.1.0', libraryOf: linux('37', 'manylinux2010_x86_64') },
  { version: '3.40.1', requirement: 'apsw==3.40.1.0' },
  { version: '3.45.3', requirement: 'apsw==3.45.3.0' },
  { version: '3.51.3', requirement: 'apsw==3.51.3.0' },
  { version: '3.53.0', requirement: 'apsw==3.53.0.0' },
  { version: '3.54.1', requirement: 'apsw==3.54.1.0' },
];

/** What starts a Python that answers for the build: its arguments after the driver, and where it finds modules. */
export function installed({ version, requirement, libraryOf = [] }: Build): Installed {
  const folder = join(import.meta.dirname, '..', '.venv', `sqlite-${version}`);
  if (!existsSync(folder)) install(folder, [...libraryOf, requirement]);
  return libraryOf.length === 0 ? { library: [], modules: folder } : { library: [libraryIn(folder)], modules: '' };
}

interface Installed {
  readonly library: readonly string[];
  readonly modules: string;
}

function linux(python: string, platform: string): readonly string[] {
  return ['--python-version', python, '--implementation', 'cp', '--abi', `cp${python}m`, '--platform', platform];
}

function install(folder: string, what: readonly string[]): void {
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  const quiet = ['--quiet', '--disable-pip-version-check', '--no-input', '--root-user-action=ignore'];
  const options = [...quiet, '--no-deps', '--no-compile', '--only-binary', ':all:', '--target', partial];
  try {
    execFileSync('python3', ['-m', 'pip', 'install', ...options, ...what], { stdio: 'pipe' });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Error(`${what.at(-1)} cannot be installed: python3 with pip, and the network, are needed. ${said}`);
  }
  renameSync(partial, folder);
}

function libraryIn(folder: string): string {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((path) =>
    /libsqlite3[^/]*$/.test(path),
  );
  if (found === undefined) throw new Error(`There is no library of SQLite in ${folder}`);
  return join(folder, found);
}
