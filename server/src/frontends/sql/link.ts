import type { Migration, Rollback } from '../../model/migration.ts';
import { type Naming, namingOf } from './naming.ts';

/**
 * The files of one history as their names order them: each behind the one before it, a file that undoes another behind
 * that one, Flyway's repeatable ones last.
 */
export function linked(migrations: readonly Migration[]): readonly Migration[] {
  const files = migrations.map((migration) => ({ migration, naming: namingOf(migration.path, '') }));
  const downs = new Map<string, Migration>();
  for (const { migration, naming } of files) if (naming.direction === 'down') downs.set(keyOf(naming), migration);
  const ups = runnable(files).sort((a, b) => compareNamings(a.naming, b.naming));
  const gap = firstGap(ups);
  const idsByKey = new Map(ups.map(({ naming }) => [keyOf(naming), idOf(naming)]));
  const forward = goesForwardOnly(migrations);
  const cut = cutUp(files);
  const piece = (naming: Naming) => (cut.has(wholeOf(naming) ?? '') ? { piece: true } : {});
  return [
    ...ups.map(({ migration, naming }, index) => {
      const before = ups[index - 1];
      const rollback = forward ? 'never' : rollbackOf(migration.rollback, downs.get(keyOf(naming)), downs.size > 0);
      const parents = before ? [idOf(before.naming)] : [];
      const goesOn = !before && isOfVersion(naming.folder);
      const said = {
        ...versionOf(naming),
        ...piece(naming),
        ...(goesOn && { goesOn }),
        ...(gap?.before === migration.path && { gap: gap.missing }),
      };
      return { ...migration, ...said, id: idOf(naming), parents, rollback };
    }),
    ...files.flatMap(({ migration, naming }) => {
      if (naming.direction !== 'down') return [];
      const id = idsByKey.get(keyOf(naming));
      return [
        {
          ...{ ...migration, ...piece(naming) },
          ...{ id: id ?? idOf(naming), undoes: id ?? idOf(naming), parents: id === undefined ? [] : [id] },
        },
      ];
    }),
  ];
}

/** What a migration is called where others speak of it: its name without what tells direction and engine. */
export function idOf({ version, separator, description, direction, mode, scheme }: Naming): string {
  const letter = scheme.id !== 'flyway' ? '' : (mode ?? (direction === 'down' ? 'U' : 'V'));
  return `${letter}${version}${separator}${description}`;
}

/** What tells it from the others, where that is less than its name. */
export function versionOf(naming: Naming): Pick<Migration, 'version'> {
  const counts = naming.scheme.oneOfEachVersion && naming.version !== '' && naming.mode !== 'R';
  return counts ? { version: keyOf(naming) } : {};
}

/** The first number that is missing where the tool wants them all. */
function firstGap(ups: readonly File[]): { readonly missing: string; readonly before: string } | undefined {
  let last = 0;
  for (const { migration, naming } of ups) {
    const number = Number(naming.version);
    if (!migration.consecutive || !Number.isSafeInteger(number)) return undefined;
    if (number > last + 1) return { missing: String(last + 1), before: migration.path };
    last = number;
  }
  return undefined;
}

/** What several files are cut from: one second and one title, numbered on behind that, as Ory's `soda` cuts migrations. */
function wholeOf({ version, description, engine = '' }: Naming): string | undefined {
  return /^\d{20}$/.test(version) ? `${version.slice(0, 14)} ${description} ${engine}` : undefined;
}

/** The migrations that are cut up, and of which at least one piece says a way back. */
function cutUp(files: readonly File[]): ReadonlySet<string> {
  const versions = new Map<string, Set<string>>();
  const written = new Set<string>();
  for (const { migration, naming } of files) {
    const whole = wholeOf(naming);
    if (whole === undefined) continue;
    versions.set(whole, (versions.get(whole) ?? new Set()).add(naming.version));
    if (migration.down.length > 0) written.add(whole);
  }
  return new Set([...written].filter((each) => (versions.get(each)?.size ?? 0) > 1));
}

/** A folder for each release (`3.14`, `v1.7`, `0.22/mysql`) begins where the one before it ends. */
function isOfVersion(folder: string): boolean {
  return folder
    .split('/')
    .slice(-2)
    .some((each) => /^v?\d+\.\d+(\.\d+)*(_\w+)?$/i.test(each));
}

interface File {
  readonly migration: Migration;
  readonly naming: Naming;
}

/**
 * The files that a new database runs, each version once: a file for one engine stands before the one for all, and the state
 * that Flyway's B files write down is what the V files come to.
 */
function runnable(files: readonly File[]): File[] {
  const forward = files.filter(({ naming }) => naming.direction !== 'down' && naming.mode !== 'B');
  const special = new Set(forward.flatMap(({ naming }) => (naming.engine === undefined ? [] : [keyOf(naming)])));
  return forward.filter(({ naming }) => naming.engine !== undefined || !special.has(keyOf(naming)));
}

/** Two files that belong together have it in common; a file without a version goes by its description. */
function keyOf({ version, description, mode }: Naming): string {
  if (version === '' || mode === 'R') return ` ${description}`;
  return numbersOf(version).join('.');
}

/** A project that has come this far with hardly a way back does not mean to go back. */
function goesForwardOnly(migrations: readonly Migration[]): boolean {
  const back = migrations.filter(({ rollback, down }) => /^(written|raises)$/.test(rollback) || down.length > 0);
  return migrations.length >= 10 && back.length * 10 < migrations.length;
}

function rollbackOf(own: Rollback, down: Migration | undefined, othersHave: boolean): Rollback {
  if (own !== 'missing' && own !== 'never') return own;
  if (down) return down.rollback;
  return othersHave ? 'missing' : own;
}

/** The order in which the tools run them. */
function compareNamings(a: Naming, b: Naming): number {
  return (
    rank(a) - rank(b) ||
    compareVersions(a.version, b.version) ||
    compareNaturally(a.description, b.description) ||
    compareTexts(a.separator, b.separator)
  );
}

function rank({ version, mode }: Naming): number {
  return mode === 'R' ? 2 : version === '' ? 1 : 0;
}

/** Numbers are compared as numbers: 2 comes before 10, and 1.9 before 1.10. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const [first = '', second = ''] = [left[index], right[index]];
    if (first !== second) return first.length - second.length || compareTexts(first, second);
  }
  return compareTexts(a, b);
}

/** Without leading zeros; a date is one number with its dashes as without. */
function numbersOf(version: string): readonly string[] {
  return version
    .replaceAll('-', '')
    .split(/[._]/)
    .map((each) => each.replace(/^0+(?=\d)/, ''));
}

/** Numbers inside a text count as numbers: `v2_users` comes before `v10_roles`. */
function compareNaturally(a: string, b: string): number {
  const [left, right] = [a.split(/(\d+)/), b.split(/(\d+)/)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const [first = '', second = ''] = [left[index], right[index]];
    const order = index % 2 === 1 ? compareVersions(first, second) : compareTexts(first, second);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
