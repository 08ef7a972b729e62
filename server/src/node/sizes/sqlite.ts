import { stat } from 'node:fs/promises';
import type { Address } from './address.ts';
import type { Measured } from './measured.ts';

/**
 * What ANALYZE has noted of each table; where it has not, the greatest rowid, which is found at once and never too small but for
 * negative ones. https://www.sqlite.org/fileformat2.html#the_sqlite_stat1_table
 */
export async function readSqlite({ database: path }: Address): Promise<readonly Measured[]> {
  // SQLite would make a file that is not there.
  await stat(path);
  const { DatabaseSync } = await loadSqlite();
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const names = database.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
    );
    const noted = notedIn(database);
    return names
      .all()
      .flatMap(({ name }) => (typeof name === 'string' ? [name] : []))
      .map((table) => ({ table, rows: noted.get(table) ?? countIn(database, table) }));
  } finally {
    database.close();
  }
}

/** As much of `node:sqlite` as is used here. https://nodejs.org/api/sqlite.html */
interface Sqlite {
  readonly DatabaseSync: new (path: string, options: { readonly readOnly: boolean }) => Database;
}

interface Database {
  prepare(sql: string): { all(): readonly Record<string, unknown>[] };
  close(): void;
}

async function loadSqlite(): Promise<Sqlite> {
  // No literal: the types of older releases do not know it, and bundlers would look for it.
  const name = ['node', 'sqlite'].join(':');
  try {
    return await import(name);
  } catch {
    throw new Error(`Reading SQLite needs Node 22.13 or newer, and this is ${process.version}`);
  }
}

/** The first number of any index is the number of rows. */
function notedIn(database: Database): ReadonlyMap<string, number> {
  try {
    const rows = database.prepare('SELECT tbl, stat FROM sqlite_stat1').all();
    return new Map(
      rows.flatMap(({ tbl, stat: text }) => {
        const count = Number.parseInt(String(text), 10);
        return typeof tbl === 'string' && Number.isFinite(count) ? [[tbl, count] as const] : [];
      }),
    );
  } catch {
    // Nobody ever ran ANALYZE.
    return new Map();
  }
}

function countIn(database: Database, table: string): number | undefined {
  const name = `"${table.replaceAll('"', '""')}"`;
  for (const sql of [`SELECT max(rowid) AS n FROM ${name}`, `SELECT count(*) AS n FROM ${name}`]) {
    try {
      const [row] = database.prepare(sql).all();
      return Number(row?.n ?? 0);
    } catch {
      // A table WITHOUT ROWID has to be counted; one of an extension that is not loaded cannot be.
    }
  }
  return undefined;
}
