import { familyOf } from '../../model/engine.ts';
import { type Mapped, other } from '../mapped.ts';
import { alterTable } from './alter-table.ts';
import { type Cursor, isDone, seek, spanBetween, took, tookOne, tookSign, word } from './cursor.ts';
import { relationHere } from './names.ts';
import { relationsRead } from './relations.ts';

/** Behind `ALTER`. MariaDB's `ONLINE` is another way to demand `LOCK=NONE`: https://mariadb.com/kb/en/alter-table/#alter-online-table */
export function alter(cursor: Cursor): readonly Mapped[] | undefined {
  const online = took(cursor, 'online');
  took(cursor, 'ignore');
  if (took(cursor, 'table')) return alterTable(cursor, online ? { lock: 'NONE' } : {});
  if (familyOf(cursor.engine) === 'postgresql' || familyOf(cursor.engine) === 'sqlite') return undefined;
  skipDefinition(cursor);
  const what = tookOne(cursor, objects);
  if (what === undefined || isDone(cursor)) return undefined;
  const head = spanBetween(cursor, 0, cursor.at);
  if (what !== 'view') return [other(`ALTER ${what === 'schema' ? 'DATABASE' : what.toUpperCase()}`, [], head)];
  took(cursor, 'if exists');
  const view = relationHere(cursor);
  if (!view || !seek(cursor, 'as')) return undefined;
  const { operation } = other('ALTER VIEW', [view, ...relationsRead({ ...cursor, at: cursor.at + 1 })], head);
  return [{ operation, head }];
}

const objects = [
  'view',
  'event',
  'function',
  'procedure',
  'database',
  'schema',
  'user',
  'server',
  'sequence',
  'tablespace',
  'logfile group',
  'resource group',
  'instance',
] as const;

/** `ALGORITHM = MERGE DEFINER = 'a'@'b' SQL SECURITY INVOKER`, which are not said of a table. */
function skipDefinition(cursor: Cursor): void {
  if (!/^(algorithm|definer|sql)$/.test(word(cursor))) return;
  seek(cursor, 'view', 'event', 'function', 'procedure');
  tookSign(cursor, '=');
}
