import type { Connection } from 'mysql2/promise';
import type { Work } from '../../../server/src/model/effects.ts';
import { query } from './sessions.ts';

/** What InnoDB has on disk at one moment: a table that is written anew has another id, and so has an index. */
export interface Snapshot {
  readonly tables: readonly string[];
  /** Ids by names, `trial/part#P#p0` for a partition. */
  readonly files: ReadonlyMap<string, number>;
  /** Ids of the indexes. */
  readonly indexes: ReadonlyMap<number, number>;
}

export async function snapshot(observer: Connection): Promise<Snapshot> {
  const tables = await query(
    observer,
    "SELECT table_name FROM information_schema.tables WHERE table_schema = 'trial' AND table_type = 'BASE TABLE'",
  );
  const files = await query(
    observer,
    "SELECT name, table_id FROM information_schema.innodb_sys_tables WHERE name LIKE 'trial/%' AND name NOT LIKE 'trial/FTS\\_%'",
  );
  const indexes = await query(observer, 'SELECT index_id, table_id FROM information_schema.innodb_sys_indexes');
  return {
    tables: tables.map(([name]) => String(name)),
    files: new Map(files.map(([name, id]) => [String(name), Number(id)])),
    indexes: new Map(indexes.map(([id, table]) => [Number(id), Number(table)])),
  };
}

/** By the ids of tables and indexes, and by the rows that the session has asked the storage engine for. */
export async function workOf(runner: Connection, observer: Connection, before: Snapshot): Promise<Work> {
  const handled = new Map(
    (await query(runner, "SHOW SESSION STATUS LIKE 'Handler%'")).map(([name, count]) => [String(name), Number(count)]),
  );
  const sum = (names: RegExp) =>
    [...handled].filter(([name]) => names.test(name)).reduce((total, [, count]) => total + count, 0);
  const after = await snapshot(observer);
  const old = new Set(before.files.values());
  const known = new Set([...before.files.keys()].map(tableOf));
  for (const [name, id] of after.files)
    if (!old.has(id) && known.has(tableOf(name)) && (await hasRows(observer, name))) return 'rewrite';
  const kept = new Set([...after.files.values()].filter((id) => old.has(id)));
  if ([...after.indexes].some(([id, table]) => !before.indexes.has(id) && kept.has(table))) return 'index build';
  if (sum(/^Handler_(update|delete|write)$/) >= many && after.files.size === before.files.size) return 'row writes';
  return sum(/^Handler_read/) >= many ? 'scan' : 'instant';
}

/** Of the forty rows that every table has. */
const many = 30;

/** Partitions are files of their own: `trial/part#P#p0`. */
function tableOf(file: string): string {
  return file.replace(/^trial\//, '').replace(/#P#.*/, '');
}

async function hasRows(observer: Connection, file: string): Promise<boolean> {
  const partition = /#P#(.*)/.exec(file)?.[1];
  const of = partition === undefined ? '' : ` PARTITION (${partition})`;
  return (await query(observer, `SELECT 1 FROM trial.\`${tableOf(file)}\`${of} LIMIT 1`).catch(() => [])).length > 0;
}
