import { familyOf } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import { type Cursor, commaParts, inside, sign, tokenOf, tookSign } from './cursor.ts';

/** One name, without its quotes; undefined where none comes next. */
export function nameHere(cursor: Cursor): string | undefined {
  const token = tokenOf(cursor);
  if (!token) return undefined;
  const text = cursor.text.slice(token.start, token.end);
  const read = plain(text, token.kind, cursor);
  if (read !== undefined) cursor.at++;
  return read;
}

/** A name that may have a schema before it. */
export function relationHere(cursor: Cursor): Name | undefined {
  const first = nameHere(cursor);
  if (first === undefined) return undefined;
  if (sign(cursor) !== '.' || sign(cursor, 1) === '*' || !tookSign(cursor, '.')) return { name: first };
  const second = nameHere(cursor);
  return second === undefined ? undefined : { schema: first, name: second };
}

/** The names in parentheses; undefined where anything else stands in them. */
export function namesInParentheses(cursor: Cursor): readonly string[] | undefined {
  const list = inside(cursor);
  if (!list) return undefined;
  const names = commaParts(list).map((part) => {
    const name = nameHere(part);
    return part.at === part.end ? name : undefined;
  });
  const known = names.filter((name) => name !== undefined);
  return known.length === names.length && known.length > 0 ? known : undefined;
}

/** PostgreSQL folds what is not quoted. */
function plain(text: string, kind: string, { engine }: Cursor): string | undefined {
  switch (kind) {
    case 'word':
      return familyOf(engine) === 'postgresql' ? text.toLowerCase() : text;
    case 'quoted': {
      const mark = text.startsWith('[') ? ']' : (text[0] ?? '');
      const closed = text.length > 1 && text.endsWith(mark);
      return text.slice(1, closed ? -1 : undefined).replaceAll(mark + mark, mark);
    }
    case 'string': {
      // SQLite forgives the wrong quotes, and MySQL's mode ANSI_QUOTES makes double ones hold a name.
      const mark = familyOf(engine) === 'sqlite' ? "'" : familyOf(engine) === 'postgresql' ? '' : '"';
      return mark !== '' && text.startsWith(mark) ? text.slice(1, -1).replaceAll(mark + mark, mark) : undefined;
    }
    case 'hole':
      return text;
    default:
      return undefined;
  }
}
