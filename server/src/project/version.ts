import { type Engine, type EngineName, engineCalled } from '../model/engine.ts';

/** What must be known of an engine to understand a version of it. */
export type EngineFacts = Pick<Engine, 'name' | 'title' | 'versions' | 'assumedVersion' | 'longTermVersion'>;

/** The version whose facts are used. */
export interface Understood {
  readonly version: string;
  /** What was said is no version of the engine at all, so that the version is only assumed. */
  readonly assumed?: true;
  /** Why the version is another than what was said; absent where it is the very one. */
  readonly note?: string | undefined;
}

/**
 * The version that is meant, or the nearest to it that is known: the newest one not above it, or the oldest where it is
 * older than all.
 */
export function versionMeant(said: string, engine: EngineFacts, all: readonly EngineFacts[]): Understood {
  const { title, versions, assumedVersion } = engine;
  const read = readVersion(said);
  if (!read || (read.of !== undefined && read.of !== engine.name)) {
    const of = all.find(({ name }) => name === read?.of)?.title;
    const what = of === undefined ? `no version of ${title}` : `a version of ${of}, and the engine is ${title}`;
    return { version: assumedVersion, assumed: true, note: `${quoted(said)} is ${what}: ${assumedVersion} is assumed` };
  }
  if (read.word !== undefined) return named(read.word, engine);
  const known = knownVersion(read.numbers, versions);
  if (known !== undefined) {
    return { version: known, note: read.doubtful ? `${quoted(said)} is read as ${title} ${known}` : undefined };
  }
  const { version, why, beyond } = nearest(read.numbers, engine);
  const other = beyond ? otherwise(read.numbers, engine, all) : '';
  return { version, note: `${title} ${short(read.numbers)} ${why}${other}: the facts of ${version} are used` };
}

/**
 * The version whose facts are meant: "15.3" is "15"; undefined where none of `versions` is. Where facts changed within a
 * series ("8.0" and "8.0.28" are both listed), a release of it is meant as it is written.
 */
export function knownVersion(version: string, versions: readonly string[]): string | undefined {
  const series = versions.find((each) => version === each || version.startsWith(`${each}.`));
  return series !== undefined && versions.some((each) => each.startsWith(`${series}.`)) ? version : series;
}

/** A version as far as it can be read without knowing the engine. */
export type Written = { readonly of?: EngineName | undefined } & (
  | { readonly word: 'latest' | 'lts' }
  | { readonly word?: undefined; readonly numbers: string; readonly doubtful: boolean }
);

/**
 * Versions as people, images and servers write them: `v15`, `postgres:15.3-alpine`, `>= 8.0`, and what `SELECT version()`
 * answers; undefined for what is none.
 */
export function readVersion(said: string): Written | undefined {
  // MariaDB tells old clients that it is MySQL 5.5.5. https://mariadb.com/kb/en/version/
  const text = said.slice(0, 300).trim().toLowerCase();
  const found = shape.exec(text.replace(/^5\.5\.5-(?=\d.*mariadb)/, ''))?.groups;
  if (!found) return undefined;
  const { name, word, numbers = '', rest = '' } = found;
  const own = name === undefined ? undefined : engineCalled(name);
  if (name !== undefined && own === undefined) return undefined;
  const of = own === 'mysql' || own === undefined ? (forkIn(rest) ?? own) : own;
  if (word !== undefined) return { of, word: word === 'lts' ? 'lts' : 'latest' };
  return { of, numbers: numbers.replace(/(^|\.)0+(?=\d)/g, '$1'), doubtful: !usual.test(rest) };
}

/** A comparison, whose version it is, and numbers with anything behind them, or a word alone. */
const shape = new RegExp(
  [
    /^(?:>=|~>|[\^~=])?\s*/,
    /(?:(?:[\w.-]+\/)*(?<name>sqlite3(?=[^\d.])|(?!v\d|ver|latest|newest|current|stable|lts)[a-z]+)[\s:@=_-]*)?/,
    /(?:(?:server|version|ver)[\s:.]*)*/,
    /(?:v?(?<numbers>\d+(?:\.\d+)*)(?<rest>(?!\d|e[+-]?\d).*)|(?<word>latest|newest|current|stable|lts))$/,
  ]
    .map(({ source }) => source)
    .join(''),
  's',
);

/** What may stand behind the numbers of a version without saying another one. */
const usual = /^(?:$|\+$|\.[x*]$|\.mysql_aurora|[-+~_\s(]|(?:rc|beta|alpha|devel)\d*\b)/;

function forkIn(rest: string): EngineName | undefined {
  if (rest.includes('mariadb')) return 'mariadb';
  return /percona|mysql/.test(rest) ? 'mysql' : undefined;
}

function named(word: 'latest' | 'lts', { title, versions, longTermVersion }: EngineFacts): Understood {
  const newest = versions.at(-1) ?? '';
  if (word === 'latest')
    return { version: newest, note: `The facts of ${title} ${newest} are used, the newest known here` };
  return longTermVersion === undefined
    ? { version: newest, note: `${title} calls no release lts: the facts of ${newest} are used, the newest known here` }
    : {
        version: longTermVersion,
        note: `The facts of ${title} ${longTermVersion} are used, the newest lts known here`,
      };
}

/** Why it is not the one that was said stands behind the version's name. */
function nearest(said: string, { versions, assumedVersion }: EngineFacts) {
  const series = [assumedVersion, ...versions].find((each) => each.startsWith(`${said}.`));
  if (series !== undefined) return { version: series, why: 'names several releases', beyond: false };
  const older = versions.filter((each) => compare(each, said) <= 0).sort(compare);
  const version = older.at(-1);
  if (version === undefined)
    return { version: versions[0] ?? assumedVersion, why: `is older ${thanAll}`, beyond: true };
  const beyond = older.length === versions.length;
  return { version, why: beyond ? `is newer ${thanAll}` : 'is not known here', beyond };
}

const thanAll = 'than all that are known here';

/** By their numbers; one that leaves some out is the latest of its series. */
function compare(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? Number.MAX_VALUE) - (right[at] ?? Number.MAX_VALUE);
    if (difference !== 0) return difference;
  }
  return 0;
}

function partsOf(version: string): readonly number[] {
  return version.split('.').map(Number);
}

/** Whose version it is, where it is far from all of the engine's own. */
function otherwise(numbers: string, { name, versions }: EngineFacts, all: readonly EngineFacts[]): string {
  const [said = 0, oldest = 0] = [partsOf(numbers)[0], partsOf(versions[0] ?? '')[0]];
  // The release before the oldest known one is an old release, whoever else counts so high.
  if (said === oldest || said === oldest - 1) return '';
  const others = all.filter((each) => each.name !== name && knownVersion(numbers, each.versions) !== undefined);
  return others.length === 0 ? '' : `, and is one of ${others.map(({ title }) => title).join(' or ')}`;
}

function quoted(said: string): string {
  return `"${short(said.trim())}"`;
}

function short(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
