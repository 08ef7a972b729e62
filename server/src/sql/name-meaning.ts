import type { Name } from '../model/name.ts';
import type { NameAt } from '../model/name-at.ts';
import { namedIn } from './named-tables.ts';
import { type Cursor, sign, word } from './recognise/cursor.ts';
import { nameHere, relationHere } from './recognise/names.ts';

type Meant = Pick<NameAt, 'means' | 'makes' | 'loose'>;

/** What a name at the cursor would name, by the words before it. */
export function meaningAt(place: Cursor): Meant | undefined {
  const qualifiers: string[] = [];
  let at = place.at;
  while (qualifiers.length < 2 && sign({ ...place, at }, -1) === '.') {
    const name = nameHere({ ...place, at: at - 2 });
    if (name === undefined) return undefined;
    qualifiers.unshift(name);
    at -= 2;
  }
  const meant = bare({ ...place, at });
  return meant && qualified(meant, qualifiers, place);
}

/** With the schema, the table or the alias that stands before it. */
function qualified(meant: Meant, qualifiers: readonly string[], place: Cursor): Meant | undefined {
  const [first, second] = qualifiers;
  const { means } = meant;
  if (means.what === 'target') {
    if (first === undefined) return { ...meant, means: { what: 'table' } };
    const table = second === undefined ? { name: first } : { schema: first, name: second };
    return { ...meant, means: { what: 'column', tables: [table] } };
  }
  if (first === undefined) return meant;
  if (means.what === 'table' || means.what === 'view' || means.what === 'type')
    return { ...meant, means: { ...means, schema: first } };
  if (means.what !== 'column') return meant;
  const called = second ?? first;
  const table = namedIn(place).find(
    ({ alias, name }) => alias === called || (alias === undefined && name.name === called),
  );
  return table && { ...meant, means: { what: 'column', tables: [table.name] } };
}

function bare(place: Cursor): Meant | undefined {
  const head = headOf(place);
  const before = word(head, -1);
  const paren = openParen(place);
  const begins = /^[(,]$/.test(sign(place, -1));
  const inner = paren !== undefined && begins ? inParentheses(place, paren) : undefined;
  return inner ?? (before === '' ? expression(place) : (byWord(before, head) ?? expression(place)));
}

/** Before what may stand between a keyword and its name, and before the names of a list. */
function headOf(place: Cursor): Cursor {
  let head = { ...place };
  for (;;) {
    if (word(head, -1) === 'exists') {
      const words = word(head, -2) === 'not' ? 3 : 2;
      if (word(head, -words) !== 'if') return head;
      head = { ...head, at: head.at - words };
    } else if (/^(only|concurrently)$/.test(word(head, -1))) head = { ...head, at: head.at - 1 };
    else if (sign(head, -1) === ',' && isListed(head)) head = { ...head, at: behindName(head, head.at - 1) };
    else return head;
  }
}

/** `DROP TABLE a, b`, `TRUNCATE a, b`. */
function isListed(head: Cursor): boolean {
  const first = word({ ...head, at: 0 });
  return /^(drop|truncate|lock)$/.test(first) && openParen(head) === undefined;
}

/** Where the name begins that ends before the token, with its schema. */
function behindName(place: Cursor, end: number): number {
  let at = end - 1;
  while (sign({ ...place, at }, -1) === '.') at -= 2;
  return Math.max(0, at);
}

function byWord(before: string, head: Cursor): Meant | undefined {
  return relationAfter(before, head) ?? partAfter(before, head);
}

/** A table, a view or a type. */
function relationAfter(before: string, head: Cursor): Meant | undefined {
  const [first, verb] = [word({ ...head, at: 0 }), word(head, -2)];
  const table: Meant = { means: { what: 'table' } };
  switch (before) {
    case 'table':
      return madeAt(head, table);
    case 'from':
      return alteredTable(head) ? undefined : table;
    case 'join':
    case 'into':
    case 'references':
      return table;
    case 'truncate':
    case 'update':
      return head.at === 1 || /^(with|explain)$/.test(first) ? table : undefined;
    case 'using':
      return first === 'delete' ? table : undefined;
    case 'of':
    case 'partition':
      return /^(partition|attach|detach)$/.test(verb) ? table : undefined;
    case 'on':
      return isOnTable(head) ? table : undefined;
    case 'view':
      return madeAt(head, { means: { what: 'view' } });
    case 'type':
      return madeAt(head, { means: { what: 'type' }, ...(/^(alter|drop|create)$/.test(verb) ? {} : { loose: true }) });
    default:
      return undefined;
  }
}

/** A column, an index or a constraint, of the table that is altered where one is. */
function partAfter(before: string, head: Cursor): Meant | undefined {
  const [first, verb] = [word({ ...head, at: 0 }), word(head, -2)];
  const altered = alteredTable(head);
  const column: Meant = { means: { what: 'column', tables: altered ? [altered] : [] } };
  const constraint: Meant = { means: { what: 'constraint', ...(altered && { table: altered }) } };
  switch (before) {
    case 'index':
    case 'key':
      if (verb === 'foreign') return constraint;
      if (before === 'key' && verb !== 'drop') return undefined;
      return madeAt(head, { means: { what: 'index', ...(altered && { table: altered }) } });
    case 'column':
      return first === 'comment' ? { means: { what: 'target' } } : madeAt(head, column);
    case 'constraint':
      return madeAt(head, constraint);
    case 'check':
      return verb === 'drop' ? constraint : undefined;
    case 'after':
      return altered && column;
    case 'drop':
    case 'alter':
    case 'modify':
    case 'change':
    case 'rename':
      return altered && { ...column, loose: true };
    case 'add':
      return altered && { ...column, makes: true };
    default:
      return undefined;
  }
}

function madeAt(head: Cursor, meant: Meant): Meant {
  return isMade(head) ? { ...meant, makes: true } : meant;
}

/** `CREATE [UNIQUE] INDEX`, `ADD COLUMN`, `ADD CONSTRAINT`, a constraint of a new table. */
function isMade(head: Cursor): boolean {
  const verb = word(head, -2);
  if (/^(drop|alter|validate|rename|modify|change|comment|on|truncate|lock|refresh|reindex)$/.test(verb)) return false;
  return verb === 'add' || word({ ...head, at: 0 }) === 'create';
}

/** `CREATE INDEX … ON`, `DROP TRIGGER … ON`: not the condition of a join. */
function isOnTable(head: Cursor): boolean {
  const first = word({ ...head, at: 0 });
  if (!/^(create|drop|alter|comment)$/.test(first) || word(head, -2) === 'comment') return false;
  return [1, 2, 3, 4].some((at) => /^(index|trigger|policy|rule|constraint)$/.test(word({ ...head, at })));
}

/** The table of `ALTER TABLE`, whose columns and constraints are meant. */
function alteredTable(place: Cursor): Name | undefined {
  const start = { ...place, at: 0 };
  if (word(start) !== 'alter' || !/^(table|foreign)$/.test(word(start, 1))) return undefined;
  start.at = word(start, 1) === 'foreign' ? 3 : 2;
  if (word(start) === 'if') start.at += 2;
  if (word(start) === 'only') start.at++;
  return start.at < place.at ? relationHere(start) : undefined;
}

/** The parenthesis that is open at the place. */
function openParen(place: Cursor): number | undefined {
  let depth = 0;
  for (let at = place.at - 1; at >= 0; at--) {
    const found = sign({ ...place, at });
    if (found === ')') depth++;
    else if (found === '(' && depth-- === 0) return at;
  }
  return undefined;
}

/** Columns in parentheses belong to the name before them, or to the table of the statement. */
function inParentheses(place: Cursor, paren: number): Meant | undefined {
  const before = { ...place, at: paren };
  const altered = alteredTable(place);
  const created = word({ ...place, at: 0 }) === 'create';
  if (/^(key|unique|include)$/.test(word(before, -1))) {
    const own = altered ?? (created ? namedIn(place)[0]?.name : undefined);
    return own && { means: { what: 'column', tables: [own] } };
  }
  if (word(before, -2) === 'using') before.at -= 2;
  const start = { ...before, at: behindName(before, before.at) };
  const head = headOf(start);
  const name = relationHere({ ...start });
  const keyword = word(head, -1);
  if (name === undefined) return undefined;
  if (/^(references|into)$/.test(keyword) || (keyword === 'on' && isOnTable(head)))
    return { means: { what: 'column', tables: [name] } };
  if (altered && /^(index|key)$/.test(keyword)) return { means: { what: 'column', tables: [altered] } };
  const isNew = keyword === 'table' && created;
  return isNew ? { means: { what: 'column', tables: [name] }, makes: true } : undefined;
}

/** In a query or a condition, where columns of all tables that are named may stand. */
function expression(place: Cursor): Meant | undefined {
  const first = word({ ...place, at: 0 });
  const before = word(place, -1);
  const opens = before === '' ? /^[(,=<>+*/|-]$/.test(sign(place, -1)) : beforeColumns.test(before);
  const altered = alteredTable(place);
  const isCheck = altered !== undefined && openParen(place) !== undefined;
  if (!opens || !(isCheck || /^(select|insert|update|delete|with|merge|create)$/.test(first))) return undefined;
  if (isValue(place)) return undefined;
  const tables = altered ? [altered] : namedIn(place).map(({ name }) => name);
  return tables.length === 0 ? undefined : { means: { what: 'column', tables }, loose: true };
}

const beforeColumns = /^(select|distinct|set|where|and|or|not|by|having|returning|when|then|else|on|between|case)$/;

/** Among the values of an INSERT, and in the definitions of a new table. */
function isValue(place: Cursor): boolean {
  const paren = openParen(place);
  const before = paren === undefined ? '' : word({ ...place, at: paren }, -1);
  if (before === 'values') return true;
  const [first, second] = [word({ ...place, at: 0 }), word({ ...place, at: 1 })];
  return first === 'create' && !/^(index|unique|view|materialized|or)$/.test(second);
}
