import { type EngineName, engineCalled } from '../model/engine.ts';

/**
 * The engine that a SQLAlchemy URL names; undefined for placeholders such as `driver://` and for engines that are not known.
 * https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls
 */
export function engineOfUrl(url: string): EngineName | undefined {
  const dialect = /^\s*([\w]+)(\+[\w]+)?:/.exec(url)?.[1];
  return dialect === undefined ? undefined : engineCalled(dialect);
}

/** Whether files named for one engine may be meant for another: tools call MariaDB `mysql` as well. */
export function mayRunOn(named: EngineName, engine: EngineName): boolean {
  return named === engine || (named === 'mysql' && engine === 'mariadb');
}
