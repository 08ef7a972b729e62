import { familyOf, titleOf } from '../../model/engine.ts';
import { type Cursor, inside, isDone, sign, tokenOf, took, tookOne, word } from '../recognise/cursor.ts';
import { relationHere } from '../recognise/names.ts';
import { near, type SqlError } from './error.ts';

/** A DELETE, UPDATE or INSERT, or a CREATE INDEX, whose frame has a word where no version of the engine can have one. */
export function brokenFrame(cursor: Cursor): SqlError | undefined {
  const start = { ...cursor };
  if (took(start, 'delete')) return deleteFrame(start) ?? nothingBehind(cursor);
  if (took(start, 'update')) return updateFrame(start) ?? nothingBehind(cursor);
  if (took(start, 'insert')) return insertFrame(start);
  return took(start, 'create') ? unnamedIndex(start) : undefined;
}

/** https://dev.mysql.com/doc/refman/8.4/en/delete.html https://www.sqlite.org/lang_delete.html */
function deleteFrame(cursor: Cursor): SqlError | undefined {
  if (!words(cursor).includes('from')) return near(cursor, 0, (written) => `${written} stands where FROM should`);
  if (!took(cursor, 'from') || !relationHere(cursor)) return undefined;
  return behindRelation(cursor, '');
}

/** https://dev.mysql.com/doc/refman/8.4/en/update.html https://www.sqlite.org/lang_update.html */
function updateFrame(cursor: Cursor): SqlError | undefined {
  while (tookOne(cursor, ['low_priority', 'ignore'])) {}
  if (word(cursor) === 'or' || !relationHere(cursor)) return undefined;
  const broken = behindRelation(cursor, 'SET');
  if (broken || !took(cursor, 'set')) return broken;
  return assignments(cursor);
}

/** An alias may stand between the name of the table and the clause. */
function behindRelation(cursor: Cursor, clause: string): SqlError | undefined {
  const isAlias = (ahead: number) => /^(word|quoted)$/.test(tokenOf(cursor, ahead)?.kind ?? '');
  if (took(cursor, 'as') || (isAlias(0) && !follows.has(word(cursor)))) {
    if (!isAlias(0)) return undefined;
    cursor.at++;
  }
  if (tokenOf(cursor)?.kind === 'sign' && sign(cursor) !== '=') return undefined;
  if (isDone(cursor) || follows.has(word(cursor))) return undefined;
  return near(cursor, 0, (written) =>
    clause === '' ? `nothing like ${written} can stand here` : `${written} stands where ${clause} should`,
  );
}

const follows: ReadonlySet<string> = new Set(
  (
    'set where order limit returning using partition indexed not for join left inner right cross straight_join natural ' +
    'full outer on use force ignore before system_time'
  ).split(' '),
);

/** Of the values only what no operator can join: a text, number or parenthesis, and a word behind it. */
function assignments(cursor: Cursor): SqlError | undefined {
  const all = words(cursor);
  if (all.includes('case') || all.includes('interval')) return undefined;
  let depth = 0;
  for (let at = 0; tokenOf(cursor, at); at++) {
    const found = sign(cursor, at);
    if (found === '(') depth++;
    if (found === ')') depth--;
    if (depth > 0) continue;
    if (/^(where|from|order|limit|returning)$/.test(word(cursor, at))) {
      const before = sign(cursor, at - 1) === ',' && at > 0;
      return before ? near(cursor, at - 1, () => 'nothing stands behind the comma') : undefined;
    }
    const isOperand = found === ')' || /^(string|number)$/.test(tokenOf(cursor, at)?.kind ?? '');
    const next = word(cursor, at + 1);
    if (isOperand && next !== '' && !operators.has(next))
      return near(cursor, at + 1, (written) => `nothing like ${written} can stand here`);
  }
  return undefined;
}

const operators: ReadonlySet<string> = new Set(
  (
    'and or xor not is in like glob regexp rlike match between div mod collate escape isnull notnull sounds member over ' +
    'filter against at ignore respect within where from order limit returning as end e'
  ).split(' '),
);

/** https://dev.mysql.com/doc/refman/8.4/en/insert.html https://www.sqlite.org/lang_insert.html */
function insertFrame(cursor: Cursor): SqlError | undefined {
  while (tookOne(cursor, ['low_priority', 'delayed', 'high_priority', 'ignore'])) {}
  if (word(cursor) === 'or') return undefined;
  const into = took(cursor, 'into');
  if (!into && familyOf(cursor.engine) === 'sqlite')
    return near(cursor, 0, (written) => `${titleOf(cursor.engine)} has INTO before ${written}`);
  if (!relationHere(cursor)) return undefined;
  const list = inside(cursor);
  if (!list && sign(cursor) !== '' && !isDone(cursor)) return undefined;
  if (!took(cursor, 'values')) return undefined;
  return isDone(cursor) ? near(cursor, -1, (written) => `nothing stands behind ${written}`) : undefined;
}

function unnamedIndex(cursor: Cursor): SqlError | undefined {
  tookOne(cursor, ['unique', 'fulltext', 'spatial']);
  if (!took(cursor, 'index')) return undefined;
  took(cursor, 'if not exists');
  if (word(cursor) !== 'on' || word(cursor, 1) === 'on') return undefined;
  return near(cursor, 0, () => `${titleOf(cursor.engine)} gives an index no name by itself`);
}

function nothingBehind(cursor: Cursor): SqlError | undefined {
  const last = cursor.end - 1 - cursor.at;
  if (word(cursor, last) !== 'where') return undefined;
  return near(cursor, last, (written) => `nothing stands behind ${written}`);
}

function words(cursor: Cursor): readonly string[] {
  return cursor.tokens.slice(cursor.at, cursor.end).map((_, ahead) => word(cursor, ahead));
}
