import type { Name } from '../../model/name.ts';
import type { Online, Operation } from '../../model/operation.ts';
import type { Span } from '../../text.ts';
import type { Mapped } from '../mapped.ts';
import { addAction } from './alter-add.ts';
import { alterAction, changeAction, modifyAction } from './alter-column.ts';
import { dropAction } from './alter-drop.ts';
import { setting, takesCommas } from './alter-options.ts';
import { renameAction } from './alter-rename.ts';
import { type Cursor, commaParts, isDone, rest, spanBetween, took, word } from './cursor.ts';
import { relationHere } from './names.ts';
import { onlineClause } from './online.ts';

/** Whose action it is, and how the statement wants all of its actions carried out. */
export interface At {
  readonly table: Name;
  readonly online?: Online;
}

/** `ALTER TABLE`, the cursor behind the two words: one operation or more an action. `demanded` was said before them. */
export function alterTable(cursor: Cursor, demanded: Online = {}): readonly Mapped[] | undefined {
  took(cursor, 'if exists');
  took(cursor, 'only');
  const table = relationHere(cursor);
  if (!table || isDone(cursor)) return undefined;
  if (took(cursor, 'wait')) cursor.at++;
  took(cursor, 'nowait');
  const { parts, online } = partsOf(cursor, demanded);
  const at = { table, ...(Object.keys(online).length > 0 && { online }) };
  const found = parts.flatMap((part) => actions(part, at));
  return found.length > 0 ? withReplacedKey(found) : undefined;
}

/** A primary key that gives way to another one in the same statement spares the table a copy. */
function withReplacedKey(found: readonly Mapped[]): readonly Mapped[] {
  const isKey = (kind: string) => kind === 'primaryKey';
  const adds = ({ operation }: Mapped) =>
    (operation.kind === 'addConstraint' && isKey(operation.constraint.kind)) ||
    (operation.kind === 'addColumn' && operation.constraints.some((each) => isKey(each.kind)));
  if (!found.some(adds)) return found;
  return found.map(({ operation, head }) =>
    operation.kind === 'dropConstraint' && operation.type === 'primaryKey'
      ? { operation: { ...operation, replaced: true }, head }
      : { operation, head },
  );
}

/** The actions between commas, and what is demanded of all of them. */
function partsOf(cursor: Cursor, demanded: Online): { readonly parts: readonly Cursor[]; readonly online: Online } {
  const parts: Cursor[] = [];
  let online = demanded;
  for (const part of commaParts(cursor)) {
    const clause = onlineClause(part);
    if (clause) online = { ...online, ...clause };
    if (clause && isDone(part)) continue;
    if (takesCommas(part)) return { parts: [...parts, { ...part, end: cursor.end }], online };
    parts.push(part);
  }
  return { parts, online };
}

/** Options of the table may follow one another without commas. */
function actions(part: Cursor, at: At): readonly Mapped[] {
  const found: Mapped[] = [];
  do {
    const from = part.at;
    const head = actionHead(part);
    const operations = action(part, at);
    if (!operations) {
      part.at = from;
      return [...found, { operation: unknown(part, at), head }];
    }
    found.push(...operations.map((operation) => ({ operation, head })));
  } while (!isDone(part));
  return found;
}

function action(part: Cursor, at: At): readonly Operation[] | undefined {
  const read = readers.get(word(part));
  if (!read) return setting(part, at);
  part.at++;
  const found = read(part, at);
  return isDone(part) ? found : undefined;
}

const readers: ReadonlyMap<string, (cursor: Cursor, at: At) => readonly Operation[] | undefined> = new Map([
  ['add', addAction],
  ['alter', alterAction],
  ['change', changeAction],
  ['drop', dropAction],
  ['modify', modifyAction],
  ['rename', renameAction],
]);

function unknown(part: Cursor, { table }: At): Operation {
  const words = rest(part).replace(/\s+/g, ' ');
  const shown = words.length > 60 ? `${words.slice(0, 59)}…` : words;
  return { kind: 'opaque', why: `this action on ${table.name} is not known: ${shown}` };
}

/** The keywords that an action begins with: `ADD COLUMN`, `DROP FOREIGN KEY`, `CONVERT TO CHARACTER SET`. */
function actionHead(part: Cursor): Span {
  const allowed = readers.has(word(part)) ? definitionWords : settingWords;
  let to = 1;
  while (!beforeName.test(word(part, to - 1)) && allowed.has(word(part, to))) to++;
  return spanBetween(part, part.at, part.at + Math.min(to, part.end - part.at));
}

/** What comes next is a name, even if it reads like a keyword. */
const beforeName = /^(column|constraint|key|index|check)$/;

const definitionWords: ReadonlySet<string> = new Set(
  (
    'check column constraint foreign for fulltext index key partition period primary spatial system system_time to ' +
    'unique versioning'
  ).split(' '),
);

const settingWords: ReadonlySet<string> = new Set(
  'by character charset collate convert constraint keys partition partitioning set tablespace to validation'.split(' '),
);
