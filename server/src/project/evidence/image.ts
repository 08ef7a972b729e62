import type { EngineName } from '../../model/engine.ts';
import type { Basis } from '../../model/workspace.ts';
import type { Clue, Line } from '../clue.ts';

/** A server in a container: what runs in it. */
interface Image {
  readonly engine: EngineName;
  readonly version?: string | undefined;
}

/** What a reference to an image (`postgres:15-alpine`, `${IMAGE:-mysql:8.0}`) says; undefined for images of anything else. */
export function imageOf(reference: string): Image | undefined {
  const filled = defaulted(reference).replace(/^["']|["',]+$/g, '');
  const found = /^(?:[\w.${}-]*(?::\d+)?\/)*([\w.-]+)(?::([\w.+-]*))?(?:@\w+:\w+)?$/.exec(filled);
  const [, name = '', tag = ''] = found ?? [];
  for (const [engine, names, versionIn] of images) {
    const own = names.exec(name.toLowerCase());
    if (own) return { engine, version: own[1] ?? versionIn.exec(tag)?.[1] };
  }
  return undefined;
}

/** The engine that an image runs, and the version where it is named. */
export function cluesOfImage(reference: string, basis: Basis, path: string, { line }: Line): readonly Clue[] {
  const image = imageOf(reference);
  if (!image) return [];
  const { engine, version } = image;
  const clue: Clue = { fact: 'engine', value: engine, basis, path, line };
  return version === undefined ? [clue] : [clue, { ...clue, fact: 'engineVersion', value: version, engine }];
}

/** `${NAME:-default}` says its default; of what is filled in elsewhere nothing is left. */
export function defaulted(text: string): string {
  let [before, after] = ['', text];
  while (before !== after) {
    before = after;
    after = after.replace(/\$\{\w+:?[-=]([^${}]*)\}/g, '$1');
  }
  return after.replace(/\$\{\{.*?\}\}|\$\{[^{}]*\}|\$\w+|\{\{.*?\}\}/g, '');
}

const leading = /^v?(\d{1,2}(?:\.\d+)*)(?!\d)/;

/** Extensions are numbered by themselves, with the server's number behind `pg`. */
const behindPg = /pg-?(\d+(?:\.\d+)*)/;

/** Names of images, some with the version in them (`postgresql-12-centos7`), and where tags have it. */
const images: readonly (readonly [engine: EngineName, names: RegExp, version: RegExp])[] = [
  ['postgresql', /^(?:timescaledb|pgvector|citus|pg_?vecto)[\w-]*$/, behindPg],
  [
    'postgresql',
    /^(?:postgres|postgresql|postgis|pgautoupgrade|spilo|alloydbomni)(?:-(?:ha|ssl|repmgr|alpine|contrib))?$/,
    leading,
  ],
  ['postgresql', /^postgres(?:ql)?-?(\d+(?:\.\d+)*)(?:-\w+)?$/, leading],
  ['mariadb', /^mariadb(?:-galera|-server)?$/, leading],
  ['mariadb', /^mariadb-?(\d+(?:\.\d+)*)(?:-\w+)?$/, leading],
  ['mysql', /^(?:mysql|mysql-server|percona|percona-server)$/, leading],
  ['mysql', /^mysql-?(\d+(?:\.\d+)*)(?:-\w+)?$/, leading],
];
