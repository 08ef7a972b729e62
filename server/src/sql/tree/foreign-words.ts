import { familyOf, titleOf } from '../../model/engine.ts';
import { type Cursor, commaParts, inside, isDone, sign, tokenOf, took, tookOne, word } from '../recognise/cursor.ts';
import { nameHere, relationHere } from '../recognise/names.ts';
import { near, type SqlError } from './error.ts';

/** Words that another engine has where this one can have none. */
export function foreignWord(cursor: Cursor): SqlError | undefined {
  const start = { ...cursor };
  const statement = took(start, 'alter') ? alterTable(start) : took(start, 'drop') ? drop(start) : create(start);
  return statement ?? cast(cursor) ?? numbering(cursor);
}

/** `a::int`. */
function cast(cursor: Cursor): SqlError | undefined {
  for (let at = 0; at < cursor.end; at++) {
    if (sign(cursor, at) !== ':' || sign(cursor, at + 1) !== ':') continue;
    const [first, second] = [tokenOf(cursor, at), tokenOf(cursor, at + 1)];
    if (first?.end !== second?.start) continue;
    return {
      span: { start: first?.start ?? 0, end: second?.end ?? 0 },
      message: `${titleOf(cursor.engine)} has no cast by ::`,
    };
  }
  return undefined;
}

/**
 * `AUTO_INCREMENT` of MySQL and `AUTOINCREMENT` of SQLite. Either is a name to the other engine, and in SQLite a word of a
 * type's name, but behind a finished clause nothing of the kind can stand.
 */
function numbering(cursor: Cursor): SqlError | undefined {
  const wrong = familyOf(cursor.engine) === 'sqlite' ? 'auto_increment' : 'autoincrement';
  if (!/^(create|alter)$/.test(word(cursor))) return undefined;
  for (let at = 2; at < cursor.end; at++) {
    if (word(cursor, at) !== wrong || sign(cursor, at + 1) === '(' || word(cursor, at + 1) === 'using') continue;
    const before = `${word(cursor, at - 2)} ${word(cursor, at - 1)}`;
    if (before !== 'primary key' && before !== 'not null') continue;
    return near(cursor, at, (written) => `${titleOf(cursor.engine)} has no ${written.toUpperCase()}`);
  }
  return undefined;
}

/** Behind `CREATE`. */
function create(cursor: Cursor): SqlError | undefined {
  if (!took(cursor, 'create')) return undefined;
  tookOne(cursor, ['unique', 'fulltext', 'spatial', 'temporary', 'temp']);
  if (took(cursor, 'index')) {
    return concurrently(cursor) ?? (cursor.engine === 'mysql' ? condition(cursor, 'if not exists') : undefined);
  }
  return familyOf(cursor.engine) === 'sqlite' && took(cursor, 'table') ? tableOptions(cursor) : undefined;
}

/** SQLite has two options of tables: https://www.sqlite.org/lang_createtable.html */
function tableOptions(cursor: Cursor): SqlError | undefined {
  took(cursor, 'if not exists');
  if (!relationHere(cursor) || !inside(cursor) || isDone(cursor)) return undefined;
  if (/^(without|strict|)$/.test(word(cursor))) return undefined;
  return near(cursor, 0, (written) => `SQLite has no option ${written} of a table`);
}

/** Behind `DROP`. */
function drop(cursor: Cursor): SqlError | undefined {
  if (took(cursor, 'index')) {
    const wrong = concurrently(cursor) ?? (cursor.engine === 'mysql' ? condition(cursor, 'if exists') : undefined);
    if (wrong) return wrong;
    took(cursor, 'if exists');
    const at = cursor.at;
    if (!relationHere(cursor)) return undefined;
    if (familyOf(cursor.engine) === 'sqlite') {
      return word(cursor) === 'on' ? near(cursor, 0, () => 'SQLite drops an index by its name alone') : undefined;
    }
    if (isDone(cursor))
      return near({ ...cursor, at }, 0, () => `${titleOf(cursor.engine)} must be told whose index it is: ON`);
    return cursor.engine === 'mariadb' && took(cursor, 'on') && relationHere(cursor) ? demands(cursor) : undefined;
  }
  if (familyOf(cursor.engine) !== 'sqlite' || !took(cursor, 'table')) return undefined;
  took(cursor, 'if exists');
  if (!relationHere(cursor) || !/^(cascade|restrict)$/.test(word(cursor))) return undefined;
  return near(cursor, 0, (written) => `SQLite has no ${written.toUpperCase()}`);
}

/** https://mariadb.com/kb/en/drop-index/ */
function demands(cursor: Cursor): SqlError | undefined {
  if (!/^(algorithm|lock)$/.test(word(cursor))) return undefined;
  return near(
    cursor,
    0,
    (written) => `MariaDB's DROP INDEX takes no ${written.toUpperCase()}: ALTER TABLE … DROP INDEX does`,
  );
}

/** An index may be called so. */
function concurrently(cursor: Cursor): SqlError | undefined {
  if (word(cursor) !== 'concurrently' || /^(on|using|)$/.test(word(cursor, 1))) return undefined;
  return near(cursor, 0, (written) => `${titleOf(cursor.engine)} has no ${written.toUpperCase()}`);
}

function condition(cursor: Cursor, words: 'if exists' | 'if not exists'): SqlError | undefined {
  if (!took({ ...cursor }, words)) return undefined;
  return near(cursor, 0, () => `${titleOf(cursor.engine)} has no ${words.toUpperCase()} here`);
}

/** Behind `ALTER`. */
function alterTable(cursor: Cursor): SqlError | undefined {
  if (!took(cursor, 'table') || !relationHere(cursor)) return undefined;
  const actions = commaParts(cursor);
  if (familyOf(cursor.engine) === 'sqlite' && actions.length > 1) {
    const comma = { ...cursor, at: actions[0]?.end ?? cursor.at };
    return near(comma, 0, () => 'SQLite takes one action at a time');
  }
  for (const action of actions) {
    const wrong = notValid(action) ?? actionError(action);
    if (wrong) return wrong;
  }
  return undefined;
}

/** Only PostgreSQL leaves rows unproven that are there: https://www.postgresql.org/docs/current/sql-altertable.html */
function notValid(action: Cursor): SqlError | undefined {
  const last = { ...action, at: action.end - 2 };
  if (word(action) !== 'add' || word(last) !== 'not' || word(last, 1) !== 'valid') return undefined;
  return near(last, 0, () => `${titleOf(action.engine)} has no NOT VALID`);
}

function actionError(action: Cursor): SqlError | undefined {
  const { engine } = action;
  if (familyOf(engine) === 'sqlite' && /^(modify|change)$/.test(word(action))) {
    return near(action, 0, (written) => `SQLite has no ALTER TABLE ${written.toUpperCase()}`);
  }
  if (took(action, 'add') && engine !== 'mariadb') {
    took(action, 'column');
    return condition(action, 'if not exists');
  }
  if (engine === 'mariadb' && took({ ...action }, 'drop check'))
    return near({ ...action, at: action.at + 1 }, 0, () => 'MariaDB has no DROP CHECK: DROP CONSTRAINT says it');
  if (took(action, 'drop') && engine !== 'mariadb') {
    tookOne(action, ['column', 'index', 'key', 'foreign key', 'constraint', 'check']);
    return condition(action, 'if exists');
  }
  if (!took(action, 'alter') || tookOne(action, ['index', 'constraint', 'check'])) return undefined;
  took(action, 'column');
  if (nameHere(action) === undefined) return undefined;
  const place = { ...action };
  const isType = word(action) === 'type' || (word(action) === 'set' && word(action, 1) === 'data');
  const isNullability = familyOf(engine) !== 'sqlite' && (took(place, 'set not null') || took(place, 'drop not null'));
  if (!isType && !isNullability) return undefined;
  const instead = familyOf(engine) === 'sqlite' ? '' : ': MODIFY says the whole column anew';
  return near(action, 0, () => `${titleOf(engine)} has no such ALTER COLUMN${instead}`);
}
