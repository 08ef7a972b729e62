import { familyOf } from '../../model/engine.ts';
import { sizesText } from '../../project/sizes-text.ts';
import type { Problem } from '../options.ts';
import { addressIn } from './address.ts';

export interface ReadTables {
  /** What `.migration-writer/tables.json` is to say: numbers, and nothing of the connection. */
  readonly text: string;
  readonly tables: number;
  /** Tables of which the server has no estimate. */
  readonly unknown: number;
}

/** Reads how large the tables of a database are, and changes nothing in it. No text that comes back tells the password. */
export async function readTables(url: string): Promise<ReadTables | Problem> {
  const address = addressIn(url);
  if ('problem' in address) return address;
  try {
    const measured = await (await readerOf(address.engine))(address);
    const unknown = measured.filter(({ rows }) => rows === undefined).length;
    return { text: sizesText(measured), tables: measured.length - unknown, unknown };
  } catch (error) {
    const said = error instanceof AggregateError ? error.errors.map(String).join(', ') : String(error);
    const reason = withoutSecrets(said.replace(/^(\w*Error:\s*)+/, ''), url, address.password);
    const server =
      familyOf(address.engine) === 'sqlite'
        ? address.database
        : `${address.host}${address.port ? `:${address.port}` : ''}`;
    return { problem: `${server} could not be read: ${reason}` };
  }
}

/** A driver is loaded when its database is read. */
async function readerOf(engine: Parameters<typeof familyOf>[0]) {
  switch (familyOf(engine)) {
    case 'postgresql':
      return (await import('./postgresql.ts')).readPostgresql;
    case 'mysql':
      return (await import('./mysql.ts')).readMysql;
    case 'sqlite':
      return (await import('./sqlite.ts')).readSqlite;
  }
}

function withoutSecrets(text: string, url: string, password: string | undefined): string {
  const secrets = [url, password, password && encodeURIComponent(password)].filter(
    (each) => each !== undefined && each !== '',
  );
  return secrets.reduce<string>((rest, secret) => rest.replaceAll(secret ?? '', '***'), text);
}
