import { familyOf } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import type { MysqlTableAction } from '../tree/other-statements.ts';
import { relationsOf } from './alter-add.ts';
import type { At } from './alter-table.ts';
import { type Cursor, inside, isDone, seek, tokenOf, took, tookOne, tookSign, word } from './cursor.ts';
import { relationHere } from './names.ts';

/** An action that is about the table as a whole: an option, a partition, a tablespace. */
export function setting(cursor: Cursor, at: At): readonly Operation[] | undefined {
  const exchanged = exchangedTable(cursor) ?? convertedTable(cursor);
  const found = action(cursor);
  if (found === undefined) return undefined;
  const { relations, ...rest } = relationsOf(at);
  return [
    {
      kind: 'other',
      statement: `ALTER TABLE ${found}`,
      relations: [...relations, ...(exchanged ? [exchanged] : [])],
      ...rest,
    },
  ];
}

/** `EXCHANGE PARTITION p WITH TABLE t` */
function exchangedTable(cursor: Cursor): Name | undefined {
  if (word(cursor) !== 'exchange') return undefined;
  const ahead = { ...cursor };
  return seek(ahead, 'with') && took(ahead, 'with table') ? relationHere(ahead) : undefined;
}

/** `CONVERT TABLE t TO PARTITION p …` */
function convertedTable(cursor: Cursor): Name | undefined {
  const ahead = { ...cursor };
  return took(ahead, 'convert table') ? relationHere(ahead) : undefined;
}

/** Whether the commas behind the action belong to it: `DROP PARTITION p, q`, `ORDER BY a, b`. */
export function takesCommas(cursor: Cursor): boolean {
  const phrase = [word(cursor), word(cursor, 1)].join(' ');
  return /^(order by|partition by|remove partitioning|convert table)$/.test(phrase) || partitionAction.test(phrase);
}

const partitionAction =
  /^(add|analyze|check|coalesce|convert|discard|drop|exchange|import|optimize|rebuild|reorganize|repair|truncate) partition$/;

function action(cursor: Cursor): string | undefined {
  if (familyOf(cursor.engine) === 'postgresql' || familyOf(cursor.engine) === 'sqlite') return undefined;
  if (takesCommas(cursor)) return ofPartitions(cursor);
  const plain = tookOne(cursor, plainActions);
  if (plain === 'convert to character set' || plain === 'convert to charset') {
    tookSign(cursor, '=');
    cursor.at++;
    if (took(cursor, 'collate')) {
      tookSign(cursor, '=');
      cursor.at++;
    }
    return 'CONVERT TO CHARACTER SET';
  }
  if (plain !== undefined) return validation.test(plain) ? 'VALIDATION' : plain.toUpperCase();
  return option(cursor);
}

const plainActions = [
  'convert to character set',
  'convert to charset',
  'force',
  'disable keys',
  'enable keys',
  'discard tablespace',
  'import tablespace',
  'with validation',
  'without validation',
] as const;

const validation = /validation$/;

/** Partitions are managed by one action a statement, which goes on to its end. */
function ofPartitions(cursor: Cursor): string {
  const first = word(cursor).toUpperCase();
  const second = word(cursor, 1).toUpperCase();
  cursor.at = cursor.end;
  if (first === 'DISCARD' || first === 'IMPORT') return `${first} TABLESPACE`;
  return `${first} ${second}`;
}

function option(cursor: Cursor): MysqlTableAction | undefined {
  const from = cursor.at;
  const phrase = tookOne(cursor, [...options.keys()]);
  const found = phrase === undefined ? undefined : options.get(phrase);
  if (found === undefined) return undefined;
  tookSign(cursor, '=');
  if (isDone(cursor)) {
    cursor.at = from;
    return undefined;
  }
  const isOther = found === 'ENGINE' && !/^['"`]?innodb['"`]?$/i.test(wordOrText(cursor));
  if (!inside(cursor)) cursor.at++;
  if (isOther) return 'ENGINE OTHER';
  if (found === 'DEFAULT CHARACTER SET' && took(cursor, 'collate')) {
    tookSign(cursor, '=');
    cursor.at++;
  }
  return found;
}

function wordOrText(cursor: Cursor): string {
  const token = tokenOf(cursor, 0);
  return token ? cursor.text.slice(token.start, token.end) : '';
}

/** https://dev.mysql.com/doc/refman/8.4/en/create-table.html#create-table-options https://mariadb.com/kb/en/create-table/#table-options */
const options: ReadonlyMap<string, MysqlTableAction> = new Map([
  ['auto_increment', 'AUTO_INCREMENT'],
  ['autoextend_size', 'SET OPTION'],
  ['avg_row_length', 'SET OPTION'],
  ['character set', 'DEFAULT CHARACTER SET'],
  ['charset', 'DEFAULT CHARACTER SET'],
  ['checksum', 'SET OPTION'],
  ['collate', 'DEFAULT CHARACTER SET'],
  ['comment', 'COMMENT'],
  ['compression', 'SET OPTION'],
  ['connection', 'SET OPTION'],
  ['data directory', 'SET OPTION'],
  ['default character set', 'DEFAULT CHARACTER SET'],
  ['default charset', 'DEFAULT CHARACTER SET'],
  ['default collate', 'DEFAULT CHARACTER SET'],
  ['delay_key_write', 'SET OPTION'],
  ['encrypted', 'ENCRYPTION'],
  ['encryption', 'ENCRYPTION'],
  ['encryption_key_id', 'ENCRYPTION'],
  ['engine', 'ENGINE'],
  ['engine_attribute', 'SET OPTION'],
  ['ietf_quotes', 'SET OPTION'],
  ['index directory', 'SET OPTION'],
  ['insert_method', 'SET OPTION'],
  ['key_block_size', 'KEY_BLOCK_SIZE'],
  ['max_rows', 'SET OPTION'],
  ['min_rows', 'SET OPTION'],
  ['pack_keys', 'SET OPTION'],
  ['page_checksum', 'SET OPTION'],
  ['page_compressed', 'PAGE COMPRESSION'],
  ['page_compression_level', 'SET OPTION'],
  ['password', 'SET OPTION'],
  ['row_format', 'ROW_FORMAT'],
  ['secondary_engine', 'SECONDARY ENGINE'],
  ['sequence', 'SET OPTION'],
  ['stats_auto_recalc', 'SET OPTION'],
  ['stats_persistent', 'SET OPTION'],
  ['stats_sample_pages', 'SET OPTION'],
  ['tablespace', 'TABLESPACE'],
  ['transactional', 'SET OPTION'],
  ['union', 'SET OPTION'],
]);
