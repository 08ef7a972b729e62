import postgres from 'postgres';
import type { Address } from './address.ts';
import { type Measured, patience } from './measured.ts';

/**
 * The estimates of the catalogue: no table is opened, no lock on one is taken or waited for.
 * https://www.postgresql.org/docs/current/catalog-pg-class.html
 */
export async function readPostgresql({
  host,
  port,
  user,
  password,
  database,
  tls,
}: Address): Promise<readonly Measured[]> {
  const sql = postgres({
    ...{ host, database, max: 1, connect_timeout: patience, fetch_types: false, prepare: false },
    ...(port !== undefined && { port }),
    ...(user !== undefined && { username: user }),
    ...(password !== undefined && { password }),
    ...tlsOf(tls),
    onnotice: () => undefined,
  });
  try {
    return await sql.begin('read only', async (transaction) => {
      await transaction.unsafe(`SET LOCAL statement_timeout = '${patience}s'`);
      const rows: readonly Row[] = await transaction.unsafe(query);
      return rows.map(({ schema, name, rows: count, bytes }) => ({
        schema: schema === 'public' ? undefined : schema,
        table: name,
        // Before 14 there is no telling "never analysed" from "empty".
        rows: count === null || Number(count) < 0 ? undefined : Number(count),
        bytes: Number(bytes),
      }));
    });
  } finally {
    await sql.end({ timeout: 1 });
  }
}

interface Row {
  readonly schema: string;
  readonly name: string;
  readonly rows: string | null;
  readonly bytes: string;
}

/** The functions that tell true sizes lock the tables that they look at: a migration that runs just now would stop them. */
const query = `
WITH RECURSIVE tree AS (
  SELECT c.oid AS root, c.oid AS leaf FROM pg_class c WHERE c.relkind IN ('r', 'm', 'p')
  UNION ALL
  SELECT tree.root, i.inhrelid FROM tree
  JOIN pg_class parent ON parent.oid = tree.leaf AND parent.relkind = 'p'
  JOIN pg_inherits i ON i.inhparent = tree.leaf
),
sizes AS (
  SELECT c.oid, c.relkind, c.reltuples, c.relpages::bigint
    + coalesce((SELECT sum(t.relpages) FROM pg_class t WHERE t.oid = c.reltoastrelid), 0)
    + coalesce((SELECT sum(i.relpages) FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = c.oid), 0)
    AS pages
  FROM pg_class c WHERE c.relkind IN ('r', 'm', 'p')
)
SELECT n.nspname AS schema, c.relname AS name,
  (CASE WHEN bool_or(s.reltuples < 0 AND s.relkind <> 'p') THEN -1
    ELSE sum(CASE s.relkind WHEN 'p' THEN 0 ELSE s.reltuples END) END)::bigint::text AS rows,
  (sum(CASE s.relkind WHEN 'p' THEN 0 ELSE s.pages END) * current_setting('block_size')::bigint)::bigint::text AS bytes
FROM tree JOIN sizes s ON s.oid = tree.leaf
JOIN pg_class c ON c.oid = tree.root JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
GROUP BY n.nspname, c.relname ORDER BY 1, 2`;

/** https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION */
function tlsOf(mode: string | undefined) {
  switch (mode) {
    case undefined:
    case 'prefer':
    case 'allow':
      return { ssl: 'prefer' } as const;
    case 'disable':
    case 'false':
      return {};
    case 'verify-ca':
    case 'verify-full':
      return { ssl: 'verify-full' } as const;
    default:
      return { ssl: 'require' } as const;
  }
}
