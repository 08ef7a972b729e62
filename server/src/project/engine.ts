import { type EngineName, engineCalled } from '../model/engine.ts';

/**
 * The version whose facts are meant: "15.3" is "15"; undefined where none of `versions` is. Where facts changed within a
 * series ("8.0" and "8.0.28" are both listed), a release of it is meant as it is written.
 */
export function knownVersion(version: string, versions: readonly string[]): string | undefined {
  const series = versions.find((each) => version === each || version.startsWith(`${each}.`));
  return series !== undefined && versions.some((each) => each.startsWith(`${series}.`)) ? version : series;
}

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
