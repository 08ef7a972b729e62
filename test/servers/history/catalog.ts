import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type postgres from 'postgres';
import { type Fact, factKinds } from './fact.ts';
import { plainSql } from './plain-sql.ts';

/** What PostgreSQL's own catalog says that the database is made of. */
export async function factsOfCatalog(sql: postgres.Sql): Promise<readonly Fact[]> {
  const rows = await sql.unsafe(query());
  return rows.flatMap(({ kind, place, value }) => {
    const known = factKinds.find((each) => each === kind);
    return known ? [{ kind: known, place: String(place), value: writtenAlike(known, String(value)) }] : [];
  });
}

function query(): string {
  return readFileSync(join(import.meta.dirname, '..', 'history', 'catalog.sql'), 'utf8');
}

function writtenAlike(kind: Fact['kind'], value: string): string {
  return expressions.has(kind) ? plainSql(value) : value.replaceAll('"', '');
}

const expressions: ReadonlySet<Fact['kind']> = new Set(['default', 'generated', 'constraint', 'index']);
