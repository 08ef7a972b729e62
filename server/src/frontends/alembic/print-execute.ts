import type { EngineName } from '../../model/engine.ts';
import { lineLength } from '../../python/layout.ts';
import { insideTriple } from '../../python/quote.ts';
import { code, type Statement } from '../../python/statement.ts';
import { splitSql } from '../../sql/split.ts';
import { sqlText } from './sql-text.ts';
import { call, type Style, text } from './style.ts';

/** `op.execute("…")`, one for each statement: not every driver takes several at once. */
export function printExecute(
  sql: string,
  style: Style,
  engine: EngineName,
  how: 'laid out' | 'as it stands' = 'laid out',
): readonly Statement[] {
  return splitSql(sql, engine).map(({ start, end }) => execute(sql.slice(start, end), style, how));
}

/** SQL of several lines, or too long for one, stands in a triple-quoted string. */
function execute(sql: string, style: Style, how: 'laid out' | 'as it stands'): Statement {
  const escaped = sqlText(sql);
  const name = style.names.op('execute');
  const short = code(...call(name, [[text(style, escaped)]]));
  if (how === 'as it stands' && hasBody(sql)) {
    const body = escaped.split('\n').map((line) => ({ as: insideTriple(line) }));
    return { kind: 'lines', lines: [`${name}("""`, ...body, '""")'] };
  }
  if (breaksLiteral(sql)) return short;
  const written = escaped.includes('\n') ? escaped.split('\n') : wrapped(escaped);
  const lines = written.map((line) => (line.trim() === '' ? '' : style.unit + insideTriple(line)));
  const long: Statement = { kind: 'lines', lines: [`${name}("""`, ...lines, '""")'] };
  return escaped.includes('\n') || short.kind !== 'code' ? long : { ...short, otherwise: long.lines };
}

/** The text of a function goes over several lines: what stands in it, blanks too, is what the server keeps. */
function hasBody(sql: string): boolean {
  return [...sql.matchAll(/(\$\w*\$)[\s\S]*?\1/g)].some(([body]) => body.includes('\n'));
}

/** Indenting the lines would change a string or a quoted name that goes over a line's end. */
function breaksLiteral(sql: string): boolean {
  return (
    obscure.test(sql) ||
    [...sql.matchAll(/'(?:[^']|'')*'|"[^"]*"|`[^`]*`/g)].some(([literal]) => literal.includes('\n'))
  );
}

/** An escaped quote: where a literal ends cannot be told at a glance. */
const obscure = /\\'/;

/** Breaks a long line where a clause begins, else at any space that stands in no literal. */
function wrapped(line: string): readonly string[] {
  if (/\$\w*\$/.test(line)) return [line];
  const words = [...line.matchAll(/(?:'(?:[^']|'')*'|"[^"]*"|`[^`]*`|[^\s'"`]|['"`])+/g)].map(([word]) => word);
  const lines: string[] = [];
  let current: string[] = [];
  const width = (): number => current.join(' ').length + (lines.length > 0 ? 4 : 0);
  const close = (count: number): void => {
    lines.push((lines.length > 0 ? '    ' : '') + current.slice(0, count).join(' '));
    current = current.slice(count);
  };
  for (const word of words) {
    current.push(word);
    while (width() > comfortable && current.length > 1) {
      const clause = current.findLastIndex((each, order) => order > 1 && clauses.has(each));
      close(clause > 0 ? clause : current.length - 1);
    }
  }
  close(current.length);
  return lines;
}

/** What fits in a string at two levels of indentation. */
const comfortable = lineLength - 12;

const clauses: ReadonlySet<string> = new Set(
  (
    'ADD ALTER DROP RENAME VALIDATE DETACH SET WHERE FROM VALUES REFERENCES UNIQUE CHECK FOREIGN PRIMARY DEFAULT ' +
    'INCLUDE FOR EXECUTE BEFORE AFTER AND AS'
  ).split(' '),
);
