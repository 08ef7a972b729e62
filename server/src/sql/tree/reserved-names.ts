import { familyOf, titleOf } from '../../model/engine.ts';
import { type Cursor, sign, word } from '../recognise/cursor.ts';
import { near, type SqlError } from './error.ts';

/** A column that is called by a word of the language, without quotes: `order INT`. What stands behind it leaves no doubt. */
export function reservedName(cursor: Cursor): SqlError | undefined {
  if (familyOf(cursor.engine) !== 'mysql') return undefined;
  const creates = word(cursor) === 'create' && /^(table|temporary)$/.test(word(cursor, 1));
  if (!creates && !(word(cursor) === 'alter' && word(cursor, 1) === 'table')) return undefined;
  let depth = 0;
  for (let at = 2; at < cursor.end; at++) {
    if (sign(cursor, at) === '(') {
      if (depth++ === 0 && creates && query.test(word(cursor, at + 1))) return undefined;
    } else if (sign(cursor, at) === ')') {
      if (--depth === 0 && creates) return undefined;
    } else if (depth === (creates ? 1 : 0) && beginsColumn(cursor, at) && isReserved(cursor, at))
      return near(
        cursor,
        at,
        (written) => `${written} is a word of ${titleOf(cursor.engine)}: as a name it needs backticks`,
      );
  }
  return undefined;
}

/** What parentheses behind the name of a new table may hold in the place of columns. */
const query = /^(select|with|values|table|like)$/;

function beginsColumn(cursor: Cursor, at: number): boolean {
  return /^[(,]$/.test(sign(cursor, at - 1)) || /^(add|column|modify)$/.test(word(cursor, at - 1));
}

function isReserved(cursor: Cursor, at: number): boolean {
  return reserved.has(word(cursor, at)) && types.has(word(cursor, at + 1));
}

/**
 * Reserved in every version of both that is still in use, and likely as a name; those that begin an element of a table
 * (`key`, `index`, `check`) are left out. https://dev.mysql.com/doc/refman/5.7/en/keywords.html
 * https://mariadb.com/kb/en/reserved-words/
 */
const reserved: ReadonlySet<string> = new Set(
  (
    'all and as asc between by call case change character condition create cross cursor databases declare ' +
    'default delete desc describe distinct div drop each else exists exit explain false fetch for force from ' +
    'grant group having in inner insert interval into is join keys kill leave left like limit lines load lock ' +
    'loop match mod natural not null on optimize or order out outer precision procedure range read references ' +
    'regexp release rename repeat replace require restrict return revoke right select separator set show sql ' +
    'starting table then to trigger true union update usage use using values when where while with write'
  ).split(' '),
);

const types: ReadonlySet<string> = new Set(
  (
    'bigint binary bit blob bool boolean char date datetime decimal double enum float int integer json longblob longtext ' +
    'mediumblob mediumint mediumtext numeric real smallint text time timestamp tinyblob tinyint tinytext varbinary varchar year'
  ).split(' '),
);
