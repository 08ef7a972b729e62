import { type EngineName, type Family, familyOf } from '../../model/engine.ts';
import type { Mapped } from '../mapped.ts';
import { alter } from './alter.ts';
import { create } from './create.ts';
import { type Cursor, cursorOf, seek, took, word } from './cursor.ts';
import { drop } from './drop.ts';
import { common, insert, load, remove, select, truncate, update } from './rows.ts';
import { begin, commit, lock, pragma, reindex, rename, rollback, set, start } from './session.ts';
import { otherStatementsOf, plainStatement } from './statements.ts';

/**
 * What a statement says that the engine's grammar, or the parser that stands for it, refuses: taken apart clause by clause,
 * so that what is half typed or newer than the parser is still read. Undefined where nobody can tell what the statement is.
 */
export function recognise(text: string, engine: EngineName): readonly Mapped[] | undefined {
  const cursor = behindSettings(cursorOf(text, engine));
  const read = readers.get(word(cursor));
  if (read && read.in?.includes(familyOf(engine)) !== false) {
    const found = read.by({ ...cursor, at: 1 });
    if (found) return ofEngine(found, engine);
  }
  const found = plainStatement({ ...cursor, at: 0 });
  return found && [found];
}

/** MariaDB sets variables for one statement: https://mariadb.com/kb/en/set-statement/ */
function behindSettings(cursor: Cursor): Cursor {
  if (cursor.engine !== 'mariadb' || !took(cursor, 'set statement')) return cursor;
  seek(cursor, 'for');
  const tokens = cursor.tokens.slice(cursor.at + 1);
  return { ...cursor, tokens, end: tokens.length, at: 0 };
}

/** An action that only other engines know is opaque beside actions that this one knows; alone it is nothing at all. */
function ofEngine(found: readonly Mapped[], engine: EngineName): readonly Mapped[] | undefined {
  const listed = otherStatementsOf(engine);
  const isForeign = ({ operation }: Mapped) => operation.kind === 'other' && !listed.includes(operation.statement);
  if (found.every(isForeign)) return undefined;
  return found.map((each) => (isForeign(each) ? foreign(each) : each));
}

function foreign({ operation, head }: Mapped): Mapped {
  const statement = operation.kind === 'other' ? operation.statement : '';
  return { operation: { kind: 'opaque', why: `the engine has no ${statement}` }, head };
}

interface Reader {
  /** Reads on behind the first word. */
  readonly by: (cursor: Cursor) => readonly Mapped[] | undefined;
  /** Where the statement exists; everywhere if not said. */
  readonly in?: readonly Family[];
}

const readers: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['alter', { by: alter }],
  ['begin', { by: begin }],
  ['commit', { by: commit }],
  ['create', { by: create }],
  ['delete', { by: remove }],
  ['drop', { by: drop }],
  ['end', { by: commit, in: ['sqlite'] }],
  ['insert', { by: insert }],
  ['load', { by: load, in: ['mysql'] }],
  ['lock', { by: lock, in: ['mysql'] }],
  ['pragma', { by: pragma, in: ['sqlite'] }],
  ['reindex', { by: reindex, in: ['sqlite'] }],
  ['rename', { by: rename, in: ['mysql'] }],
  ['replace', { by: insert, in: ['mysql', 'sqlite'] }],
  ['rollback', { by: rollback }],
  ['select', { by: select }],
  ['set', { by: set, in: ['mysql'] }],
  ['start', { by: start }],
  ['table', { by: select, in: ['mysql'] }],
  ['truncate', { by: truncate }],
  ['update', { by: update }],
  ['values', { by: select }],
  ['with', { by: common }],
]);
