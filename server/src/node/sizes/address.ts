import { type EngineName, familyOf } from '../../model/engine.ts';
import { engineOfUrl } from '../../project/engine.ts';
import type { Problem } from '../options.ts';

/** Where a database is reached. */
export interface Address {
  readonly engine: EngineName;
  /** A name, or the folder of PostgreSQL's socket. */
  readonly host: string;
  readonly port: number | undefined;
  /** The path of MySQL's socket. */
  readonly socket: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** Of SQLite the path of the file. */
  readonly database: string;
  /** `disable`, `require`, `verify-full` …; absent where the URL does not say. */
  readonly tls: string | undefined;
}

/**
 * The address that a URL names, in the forms of SQLAlchemy, Django and the databases themselves.
 * https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls
 */
export function addressIn(url: string): Address | Problem {
  const trimmed = url.trim();
  const engine = engineOfUrl(trimmed);
  if (engine === undefined)
    return { problem: 'The URL must begin with postgresql://, mysql://, mariadb:// or sqlite://' };
  const [, rest = ''] = /^[\w+]+:\/\/(.*)$/s.exec(trimmed) ?? [];
  if (familyOf(engine) === 'sqlite') return fileIn(rest);
  const [, authority = '', path = '', query = ''] = /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(rest) ?? [];
  const at = authority.lastIndexOf('@');
  const [user, password] = at === -1 ? [] : halves(authority.slice(0, at));
  const [, host = '', port] = /^(\[[^\]]*\]|[^:,]*)(?::(\d+))?/.exec(authority.slice(at + 1)) ?? [];
  const asked = new URLSearchParams(query);
  const database = decoded(path);
  if (database === '') return { problem: 'The URL names no database: it ends with / and its name' };
  return {
    engine,
    host: asked.get('host') ?? (host === '' ? 'localhost' : host.replace(/^\[|\]$/g, '')),
    port: numberIn(asked.get('port') ?? port),
    socket: asked.get('unix_socket') ?? undefined,
    user: asked.get('user') ?? (user === undefined ? undefined : decoded(user)),
    password: asked.get('password') ?? (password === undefined ? undefined : decoded(password)),
    database,
    tls: asked.get('sslmode') ?? asked.get('ssl-mode')?.toLowerCase() ?? asked.get('ssl') ?? undefined,
  };
}

/** `sqlite:///app.db` is relative, `sqlite:////var/app.db` is not. */
function fileIn(rest: string): Address | Problem {
  const [path = ''] = rest.replace(/^\//, '').split('?');
  if (path === '' || path === ':memory:') return { problem: 'A database in memory has nothing to read' };
  return {
    ...{ engine: 'sqlite', host: '', port: undefined, socket: undefined, user: undefined, password: undefined },
    ...{ database: decoded(path), tls: undefined },
  };
}

function halves(text: string): readonly [string, string | undefined] {
  const colon = text.indexOf(':');
  return colon === -1 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}

/** A percent sign that escapes nothing is one. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function numberIn(text: string | undefined | null): number | undefined {
  return text ? Number(text) : undefined;
}
