import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import { type Mapped, other } from '../mapped.ts';
import { otherStatements } from '../postgresql/other-statements.ts';
import { mysqlStatements, sqliteStatements } from '../tree/other-statements.ts';
import { type Cursor, commaParts, isDone, seek, spanBetween, took, tookOne } from './cursor.ts';
import { relationHere } from './names.ts';
import { relationsRead } from './relations.ts';

/**
 * A statement that needs no shape of its own, by its first words; the cursor is at the first of them. PostgreSQL's mean more
 * than these words tell: `EXPLAIN ANALYZE` runs what it explains.
 */
export function plainStatement(cursor: Cursor): Mapped | undefined {
  if (familyOf(cursor.engine) === 'postgresql') return undefined;
  const phrase = tookOne(cursor, [...phrases.keys()]);
  const called = phrase === undefined ? undefined : phrases.get(phrase);
  if (called === undefined || !otherStatementsOf(cursor.engine).includes(called)) return undefined;
  const head = spanBetween(cursor, 0, cursor.at);
  const isPersistent = called === 'ANALYZE TABLE' && seek({ ...cursor }, 'persistent');
  return other(isPersistent ? `${called} PERSISTENT` : called, relations(called, cursor), head);
}

/** What an `other` of the engine may be called. */
export function otherStatementsOf(engine: EngineName): readonly string[] {
  switch (familyOf(engine)) {
    case 'mysql':
      return mysqlStatements;
    case 'sqlite':
      return sqliteStatements;
    case 'postgresql':
      return otherStatements;
  }
}

/** The tables that the statement is about, where it names tables. */
function relations(called: string, cursor: Cursor): readonly Name[] {
  if (/^(ANALYZE|CHECK|CHECKSUM|OPTIMIZE|REPAIR|FLUSH) ?TABLES?$|^ANALYZE$/.test(called)) {
    return commaParts(cursor).flatMap((part) => relationHere(part) ?? []);
  }
  if (called === 'DESCRIBE') return isDone(cursor) ? [] : [relationHere(cursor)].filter((each) => each !== undefined);
  if (called === 'EXPLAIN') return relationsRead(cursor);
  if (called !== 'GRANT' && called !== 'REVOKE') return [];
  if (!seek(cursor, 'on')) return [];
  cursor.at++;
  if (tookOne(cursor, ['function', 'procedure'])) return [];
  took(cursor, 'table');
  const name = relationHere(cursor);
  return name ? [name] : [];
}

/** The first words of each, longer phrases before shorter ones. */
const phrases: ReadonlyMap<string, string> = new Map([
  ['analyze no_write_to_binlog table', 'ANALYZE TABLE'],
  ['analyze local table', 'ANALYZE TABLE'],
  ['analyze table', 'ANALYZE TABLE'],
  ['analyze', 'ANALYZE'],
  ['attach database', 'ATTACH'],
  ['attach', 'ATTACH'],
  ['binlog', 'BINLOG'],
  ['cache index', 'CACHE INDEX'],
  ['call', 'CALL'],
  ['change master', 'CHANGE MASTER'],
  ['change replication', 'CHANGE MASTER'],
  ['check table', 'CHECK TABLE'],
  ['checksum table', 'CHECKSUM TABLE'],
  ['clone', 'CLONE'],
  ['deallocate prepare', 'DEALLOCATE PREPARE'],
  ['drop prepare', 'DEALLOCATE PREPARE'],
  ['desc', 'DESCRIBE'],
  ['describe', 'DESCRIBE'],
  ['detach database', 'DETACH'],
  ['detach', 'DETACH'],
  ['do', 'DO'],
  ['execute immediate', 'EXECUTE'],
  ['execute', 'EXECUTE'],
  ['explain query plan', 'EXPLAIN'],
  ['explain', 'EXPLAIN'],
  ['flush tables', 'FLUSH TABLES'],
  ['flush table', 'FLUSH TABLES'],
  ['flush', 'FLUSH'],
  ['grant', 'GRANT'],
  ['handler', 'HANDLER'],
  ['help', 'HELP'],
  ['import table', 'IMPORT TABLE'],
  ['install', 'INSTALL'],
  ['kill', 'KILL'],
  ['load index into cache', 'LOAD INDEX'],
  ['optimize no_write_to_binlog table', 'OPTIMIZE TABLE'],
  ['optimize local table', 'OPTIMIZE TABLE'],
  ['optimize table', 'OPTIMIZE TABLE'],
  ['prepare', 'PREPARE'],
  ['purge', 'PURGE'],
  ['release savepoint', 'RELEASE SAVEPOINT'],
  ['release', 'RELEASE SAVEPOINT'],
  ['repair no_write_to_binlog table', 'REPAIR TABLE'],
  ['repair local table', 'REPAIR TABLE'],
  ['repair table', 'REPAIR TABLE'],
  ['reset', 'RESET'],
  ['restart', 'RESTART'],
  ['resignal', 'SIGNAL'],
  ['revoke', 'REVOKE'],
  ['savepoint', 'SAVEPOINT'],
  ['show', 'SHOW'],
  ['shutdown', 'SHUTDOWN'],
  ['signal', 'SIGNAL'],
  ['stop replica', 'REPLICA'],
  ['stop slave', 'REPLICA'],
  ['uninstall', 'UNINSTALL'],
  ['unlock instance', 'UNLOCK INSTANCE'],
  ['unlock tables', 'UNLOCK TABLES'],
  ['unlock table', 'UNLOCK TABLES'],
  ['use', 'USE'],
  ['vacuum into', 'VACUUM INTO'],
  ['vacuum', 'VACUUM'],
  ['xa', 'XA'],
]);
