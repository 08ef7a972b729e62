import { type EngineName, type Family, familyOf } from '../../model/engine.ts';
import { text } from '../../python/texts.ts';
import type { Call, Value } from '../../python/values.ts';
import type { Span } from '../../text.ts';

/**
 * The call as the dialect of an engine hears it: `postgresql_concurrently=True` says nothing to MySQL.
 * https://docs.sqlalchemy.org/en/20/core/metadata.html#sqlalchemy.schema.Index.params.dialect_kw
 */
export function heardBy(call: Call, engine: EngineName): Call {
  const foreign = (keyword: string) => {
    const dialect = /^(postgresql|mysql|mariadb|sqlite|mssql|oracle)_/.exec(keyword)?.[1];
    return dialect !== undefined && !dialects[familyOf(engine)].includes(dialect);
  };
  if (![...call.keywords.keys()].some(foreign)) return call;
  return { ...call, keywords: new Map([...call.keywords].filter(([keyword]) => !foreign(keyword))) };
}

/** A URL of either name may lead to a MariaDB server. */
const dialects: Readonly<Record<Family, readonly string[]>> = {
  postgresql: ['postgresql'],
  mysql: ['mysql', 'mariadb'],
  sqlite: ['sqlite'],
};

/** SQLAlchemy calls MariaDB `mysql`, or `mariadb` where the URL says so. */
export function dialectName(engine: EngineName, span: Span): Value {
  return engine === 'mariadb' ? { ...text(span, 'mysql'), alias: 'mariadb' } : text(span, engine);
}
