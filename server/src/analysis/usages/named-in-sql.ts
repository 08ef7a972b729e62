import type { Source, Span } from '../../text.ts';

/**
 * Where statements of SQL, in strings of a program or in a file of SQL, read or write the table, or the column of it. Only what is
 * certain counts: the statement begins as one, and the column is one of the only table or says whose it is.
 */
export function namesInSql(source: Source, table: string, column?: string): readonly Span[] {
  const word = new RegExp(`(?<![\\w$])${escaped(table)}(?![\\w$])`);
  if (!word.test(source.text) || !source.text.includes(column ?? table)) return [];
  return statementsOf(source).flatMap(({ text, at }) => {
    if (!word.test(text)) return [];
    const relations = relationsIn(text);
    const own = relations.filter((each) => each.name === table);
    const [first] = own;
    if (!first) return [];
    if (column === undefined) return [{ start: at + first.at, end: at + first.at + table.length }];
    const names = [table, ...own.flatMap(({ alias }) => alias ?? [])];
    const place = columnPlace(
      text,
      column,
      names,
      relations.every((each) => each.name === table),
    );
    return place === undefined ? [] : [{ start: at + place, end: at + place + column.length }];
  });
}

interface Piece {
  readonly text: string;
  readonly at: number;
}

/** The statements of SQL in a file; read once as long as the file stays as it is. */
export function statementsOf(source: Source): readonly Piece[] {
  const known =
    read.get(source) ?? (mayHold.test(source.text) ? piecesOf(source).filter(({ text }) => isStatement(text)) : []);
  read.set(source, known);
  return known;
}

const read = new WeakMap<Source, readonly Piece[]>();

function piecesOf({ path, text }: Source): readonly Piece[] {
  if (path.endsWith('.sql')) {
    const bare = text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, (comment) => ' '.repeat(comment.length));
    return [...bare.matchAll(/[^;]+/g)].map((match) => ({ text: match[0], at: match.index }));
  }
  const pieces: { text: string; at: number }[] = [];
  let end = -1;
  for (const match of text.matchAll(path.endsWith('.py') ? ofPython : ofOthers)) {
    const [whole] = match;
    const quote = /^("""|'''|["'`])/.exec(whole)?.[1];
    if (quote === undefined) continue;
    const content = whole.slice(quote.length, -quote.length);
    const last = pieces.at(-1);
    // Neighbours are one string; what stands between them is blanked, so that offsets stay true.
    const between = end < 0 ? undefined : text.slice(end, match.index);
    if (last && between !== undefined && /^[\s\\+.]*[fFrRbBuU]?$/.test(between))
      last.text += ' '.repeat(match.index + quote.length - last.at - last.text.length) + content;
    else pieces.push({ text: content, at: match.index + quote.length });
    end = match.index + whole.length;
  }
  return pieces;
}

const ofPython = /#[^\n]*|"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
const ofOthers = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g;

const mayHold = /\b(?:SELECT|INSERT|UPDATE|DELETE|WITH|MERGE|TRUNCATE)\b/i;

/** Sentences begin with a capital; statements are all in capitals, or have none. */
function isStatement(text: string): boolean {
  const begins =
    /^[\s(]*(SELECT|select|INSERT|insert|UPDATE|update|DELETE|delete|WITH|with|MERGE|merge|TRUNCATE|truncate)\b/.exec(
      text,
    );
  switch (begins?.[1]?.toLowerCase()) {
    case 'select':
      return /\sfrom\s/i.test(text);
    case 'insert':
    case 'merge':
      return /\sinto\s/i.test(text);
    case 'update':
      return /\sset\s/i.test(text) && text.includes('=');
    case 'delete':
      return /^[\s(]*delete\s+from\s/i.test(text);
    case 'with':
      return /\bas\s*(?:not\s+materialized\s*|materialized\s*)?\(\s*(?:select|insert|update|delete)\b/i.test(text);
    case 'truncate':
      return true;
    default:
      return false;
  }
}

interface Relation {
  readonly name: string;
  readonly alias: string | undefined;
  readonly at: number;
}

function relationsIn(text: string): readonly Relation[] {
  const found: Relation[] = [];
  const clause = /\b(?:from|join|update|into|using|truncate(?:\s+table)?)\s+(?:only\s+|lateral\s+)?/gi;
  for (const match of text.matchAll(clause)) {
    let at = match.index + match[0].length;
    for (;;) {
      const each = named.exec(text.slice(at));
      if (!each?.[1]) break;
      const [whole, name, alias] = each;
      found.push({ name, alias: alias && !keywords.test(alias) ? alias : undefined, at: at + whole.indexOf(name) });
      const comma = /^\s*,\s*/.exec(text.slice(at + whole.length));
      if (!comma) break;
      at += whole.length + comma[0].length;
    }
  }
  return found;
}

const named = /^(?:["`[]?\w+["`\]]?\.)?["`[]?([\w$]+)["`\]]?(?:\s+(?:as\s+)?["`]?(\w+)["`]?)?/i;
const keywords =
  /^(as|on|where|set|join|inner|left|right|full|cross|natural|using|order|group|having|limit|offset|union|values|select|returning|for|default|window|fetch|except|intersect|and|or|with)$/i;

/** Where the column stands as one of these tables: behind the name of one, or bare where there is no other. */
function columnPlace(text: string, column: string, tables: readonly string[], alone: boolean): number | undefined {
  const occurrences = text.matchAll(new RegExp(`(["\`[]?)(?<![\\w$:@%{.-])(${escaped(column)})(?![\\w$(-])`, 'g'));
  const qualified = new RegExp(
    `(?<![\\w$])(?:${tables.map(escaped).join('|')})["\`\\]]?\\.["\`[]?${escaped(column)}(?![\\w$(])`,
  ).exec(text);
  if (qualified) return qualified.index + qualified[0].length - column.length;
  if (!alone) return undefined;
  for (const match of occurrences) {
    const start = match.index + (match[1]?.length ?? 0);
    const before = text.slice(0, start);
    const inText = (before.match(/'/g)?.length ?? 0) % 2 === 1;
    const isNewName = /\bas\s+["`]?$/i.test(before) || /\b(?:from|join|update|into)\s+["`]?$/i.test(before);
    if (!inText && !isNewName && !/^\s*\./.test(text.slice(start + column.length))) return start;
  }
  return undefined;
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
