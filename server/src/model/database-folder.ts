import { engineCalled } from './engine.ts';

/**
 * The database that a folder of the file is named after, in the folder's own word: `migrations/sqlite/0001_x.sql`,
 * `db/migration/mysql/V1__x.sql`, `postgres/migrations/0001_x.sql`. Other folders of such a name stand for something else.
 */
export function databaseFolder(path: string): { readonly word: string; readonly path: string } | undefined {
  const folders = path.replaceAll('\\', '/').split('/').slice(0, -1);
  const isPlace = (at: number) => migrationFolder.test(folders[at] ?? '');
  const at = folders.findLastIndex(
    (folder, at) =>
      at >= folders.length - farthest &&
      (engineCalled(folder) !== undefined || foreign.has(folder.toLowerCase())) &&
      (isPlace(at - 1) || isPlace(at - 2) || isPlace(at + 1)),
  );
  const word = folders[at]?.toLowerCase();
  return word === undefined ? undefined : { word, path: folders.slice(0, at + 1).join('/') };
}

const migrationFolder = /^(\w*[-_]?migrations?|migrates?|versions|versioned|changelogs?|upgrades?|schema|sql|db)$/i;

/** Folders between it and the file. */
const farthest = 5;

/** Databases about which nothing is known here, so that their files are left alone. */
const foreign: ReadonlySet<string> = new Set([
  'bigquery',
  'cassandra',
  'clickhouse',
  'cockroach',
  'cockroachdb',
  'crdb',
  'db2',
  'derby',
  'duckdb',
  'firebird',
  'h2',
  'hana',
  'hsqldb',
  'mssql',
  'oracle',
  'redshift',
  'snowflake',
  'spanner',
  'sqlserver',
]);
