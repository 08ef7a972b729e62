import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { Address } from './address.ts';
import { type Measured, patience } from './measured.ts';

/**
 * The estimates of InnoDB, which may be off by half.
 * https://dev.mysql.com/doc/refman/8.4/en/information-schema-tables-table.html https://mariadb.com/kb/en/information-schema-tables-table/
 */
export async function readMysql(address: Address): Promise<readonly Measured[]> {
  const { host, port, socket, user, password, database, tls } = address;
  const connection = await createConnection({
    ...{
      database,
      connectTimeout: patience * 1000,
      disableEval: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
    },
    ...(socket === undefined ? { host, ...(port !== undefined && { port }) } : { socketPath: socket }),
    ...(user !== undefined && { user }),
    ...(password !== undefined && { password }),
    ...tlsOf(tls),
  });
  try {
    await connection.query('START TRANSACTION READ ONLY');
    const [rows] = await connection.query<Row[]>({ sql: query, timeout: patience * 1000 });
    return rows.map(({ name, amount, bytes }) => ({
      table: name,
      rows: amount === null ? undefined : Number(amount),
      bytes: bytes === null ? undefined : Number(bytes),
    }));
  } finally {
    connection.destroy();
  }
}

interface Row extends RowDataPacket {
  readonly name: string;
  readonly amount: string | null;
  readonly bytes: string | null;
}

const query = `
SELECT table_name AS name, table_rows AS amount, data_length + index_length AS bytes
FROM information_schema.tables
WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'
ORDER BY table_name`;

function tlsOf(mode: string | undefined) {
  if (mode === undefined || /^(disabled?|false|preferred)$/.test(mode)) return {};
  return { ssl: { rejectUnauthorized: /^verify/.test(mode) } };
}
