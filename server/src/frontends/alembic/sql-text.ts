/**
 * SQL as SQLAlchemy's `text()` wants it (and so `op.execute` of a string): a colon that it would take for a bind
 * parameter is escaped, and so is a backslash that it would take for such an escape.
 * https://docs.sqlalchemy.org/en/20/core/sqlelement.html#sqlalchemy.sql.expression.text
 */
export function sqlText(sql: string): string {
  return sql.replace(backslash, '\\\\').replace(bind, '\\:');
}

const backslash = /\\(?=:[\p{L}\p{N}_]*(?![:\p{L}\p{N}_]))/gu;
const bind = /(?<![:\p{L}\p{N}_\\]):(?=[\p{L}\p{N}_]+(?![:\p{L}\p{N}_]))/gu;

/** An expression of several lines on one, where nothing in it depends on their ends. */
export function oneLine(sql: string): string {
  if (!sql.includes('\n') || /--|\/\*|\$|\\'/.test(sql)) return sql;
  return sql.replace(/'(?:[^']|'')*'|"[^"]*"|\s+/g, (found) => (/^\s/.test(found) ? ' ' : found)).trim();
}
