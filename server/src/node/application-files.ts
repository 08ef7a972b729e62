import { readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type Ignores, ignoresIn } from './ignored.ts';
import { repositoryOf } from './repository.ts';
import { holdsMigrations } from './walk.ts';

/** At most so many files are looked into: those of Python and SQL first, and those that lie less deep. */
export const mostFiles = 5000;

/** At most so many names are listed, whatever they are. */
const mostEntries = 100_000;

/**
 * The files below a folder that may be code of the application: what git ignores, migrations, tests, and what others wrote or
 * a program made is left out. Links are not followed. Undefined where nobody asks any more before all are listed.
 */
export async function applicationFiles(root: string, isAsked = () => true): Promise<ApplicationFiles | undefined> {
  const found: string[] = [];
  const homes: string[] = [];
  const folders: Folder[] = [{ path: root, rules: await rulesAbove(root) }];
  let entries = 0;
  for (const { path: folder, rules: above } of folders) {
    if (!isAsked()) return undefined;
    const here = await ignoresIn(folder);
    const rules = here ? [...above, { base: folder, ignores: here }] : above;
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      const isFolder = entry.isDirectory();
      if (entries++ > mostEntries) break;
      if (homeFiles.has(entry.name) && folder !== root) homes.push(folder);
      if (isFolder ? isElsewhere(entry.name) : !entry.isFile() || !isCode(entry.name)) continue;
      if (isIgnored(path, isFolder, rules)) continue;
      if (isFolder) folders.push({ path, rules });
      else found.push(path);
    }
  }
  const first = found.filter((each) => /\.(py|sql)$/.test(each));
  const ordered = [...first, ...found.filter((each) => !/\.(py|sql)$/.test(each))];
  return { paths: ordered.slice(0, mostFiles), homes, partial: ordered.length > mostFiles || entries > mostEntries };
}

export interface ApplicationFiles {
  readonly paths: readonly string[];
  /** Folders below it that have migrations of their own. */
  readonly homes: readonly string[];
  /** There are more of them. */
  readonly partial: boolean;
}

/** What stands where somebody else's database may begin. */
const homeFiles = new Set(['alembic.ini', '.migration-writer.json']);

interface Folder {
  readonly path: string;
  readonly rules: readonly Rules[];
}

/** What the `.gitignore` of a folder says. */
interface Rules {
  readonly base: string;
  readonly ignores: Ignores;
}

async function rulesAbove(root: string): Promise<readonly Rules[]> {
  const top = repositoryOf(root);
  const rules: Rules[] = [];
  for (let base = root; top !== undefined && base !== top; ) {
    base = dirname(base);
    const ignores = await ignoresIn(base);
    if (ignores) rules.unshift({ base, ignores });
  }
  return rules;
}

/** The folder that is nearest to the file has the last word. */
function isIgnored(path: string, isFolder: boolean, rules: readonly Rules[]): boolean {
  for (const { base, ignores } of rules.toReversed()) {
    const says = ignores(relative(base, path).replaceAll(sep, '/'), isFolder);
    if (says !== undefined) return says;
  }
  return false;
}

function isElsewhere(name: string): boolean {
  return name.startsWith('.') || others.test(name) || holdsMigrations(name);
}

const others =
  /^(node_modules|site-packages|__pycache__|__tests__|v?env|virtualenv|vendor(ed)?|third_party|dist|build|target|docs?|examples?|tests?|testing|test_\w+|\w+_tests?|specs?|fixtures?|e2e|cypress|dev)$/i;

function isCode(name: string): boolean {
  const isTest = /^(test_.*|.*_test|conftest|.*[._](test|spec))\.\w+$/i.test(name);
  return (
    !isTest &&
    !name.endsWith('.min.js') &&
    /\.(py|sql|[cm]?[jt]sx?|go|rb|php|java|kt|rs|cs|exs?|scala|html?|jinja2?|j2|vue|svelte)$/i.test(name)
  );
}
