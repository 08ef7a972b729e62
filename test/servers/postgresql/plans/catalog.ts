import type postgres from 'postgres';

/** What the database is made of, a line each. Where a column stands in its table is left out: no ALTER TABLE can bring it back. */
export async function catalogOf(session: postgres.Sql): Promise<readonly string[]> {
  const rows = await session.unsafe<{ line: string }[]>(catalog);
  return rows.map(({ line }) => line);
}

/** What is in one of them only. */
export function differenceOf(before: readonly string[], after: readonly string[]): readonly string[] {
  const lines = (mark: string, here: readonly string[], there: readonly string[]) =>
    here.filter((line) => !there.includes(line)).map((line) => `${mark} ${line.replace(/\s+/g, ' ')}`);
  return [...lines('missing:', before, after), ...lines('too much:', after, before)];
}

/**
 * The query for it. How far the lines of a function are indented tells nothing, nor does the name of a NOT NULL, which PostgreSQL 18
 * takes from the column that it was written for.
 */
export const catalog = `
WITH ours AS (SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
relations AS (
  SELECT c.oid, c.relkind, c.oid::regclass::text AS name FROM pg_class c
  WHERE relnamespace IN (SELECT oid FROM ours) AND relname <> 'alembic_version' AND relname <> 'alembic_version_pkc'
)
SELECT line FROM (
  SELECT 'schema ' || nspname::text AS line FROM ours
  UNION ALL
  SELECT 'relation ' || relkind::text || ' ' || name FROM relations
  UNION ALL
  SELECT concat_ws(' ', 'settings of', oid::regclass, reloptions::text, CASE WHEN relrowsecurity THEN 'row security' END,
    CASE WHEN relforcerowsecurity THEN 'forced' END, 'persistence ' || relpersistence::text, pg_get_expr(relpartbound, oid))
  FROM pg_class WHERE oid IN (SELECT oid FROM relations)
  UNION ALL
  SELECT concat_ws(' ', 'policy', polname, 'on', polrelid::regclass, polcmd::text, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid))
  FROM pg_policy WHERE polrelid IN (SELECT oid FROM relations)
  UNION ALL
  SELECT concat_ws(' ', 'column', name, quote_ident(attname), format_type(atttypid, atttypmod),
    CASE WHEN attnotnull THEN 'NOT NULL' END, 'DEFAULT ' || pg_get_expr(adbin, adrelid), 'identity ' || nullif(attidentity::text, ''),
    'generated ' || nullif(attgenerated::text, ''), 'comment ' || col_description(attrelid, attnum))
  FROM relations JOIN pg_attribute ON attrelid = relations.oid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm')
  UNION ALL
  SELECT 'index ' || pg_get_indexdef(indexrelid) || ' ' || CASE WHEN indisvalid THEN 'valid' ELSE 'INVALID' END
  FROM pg_index JOIN relations ON relations.oid = indexrelid
  UNION ALL
  SELECT concat_ws(' ', 'constraint', CASE WHEN contype <> 'n' THEN quote_ident(conname) END, 'on', name, pg_get_constraintdef(pg_constraint.oid),
    CASE WHEN convalidated THEN 'valid' ELSE 'not yet valid' END)
  FROM pg_constraint JOIN relations ON relations.oid = conrelid
  UNION ALL
  SELECT 'trigger ' || pg_get_triggerdef(pg_trigger.oid) || ' ' || tgenabled::text FROM pg_trigger JOIN relations ON relations.oid = tgrelid WHERE NOT tgisinternal
  UNION ALL
  SELECT 'function ' || regexp_replace(pg_get_functiondef(oid), '\\n *', ' ', 'g') FROM pg_proc WHERE pronamespace IN (SELECT oid FROM ours)
  UNION ALL
  SELECT 'type ' || typname::text FROM pg_type WHERE typnamespace IN (SELECT oid FROM ours) AND typtype IN ('e', 'd')
) AS lines ORDER BY line`;
