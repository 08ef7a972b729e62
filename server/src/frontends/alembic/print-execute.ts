import { lineLength } from '../../python/layout.ts';
import { insideTriple } from '../../python/quote.ts';
import { code, type Statement } from '../../python/statement.ts';
import { sqlText } from './sql-text.ts';
import { call, type Style, text } from './style.ts';

/** `op.execute("…")`; SQL that is long or has several lines stands in a triple-quoted string. */
export function printExecute(sql: string, style: Style): Statement {
  const escaped = sqlText(sql);
  const name = style.names.op('execute');
  const short = !sql.includes('\n') && sql.length <= comfortable;
  if (short || breaksLiteral(sql)) return code(...call(name, [[text(style, escaped)]]));
  const lines = escaped.split('\n').flatMap(wrapped).map(insideTriple);
  return {
    kind: 'lines',
    lines: [`${name}("""`, ...lines.map((line) => (line === '' ? '' : style.unit + line)), '""")'],
  };
}

/** As much as fits in a call of its own line at two levels of indentation. */
const comfortable = lineLength - 14;

/** Indenting the lines would change a string or a quoted name that goes over a line's end. */
function breaksLiteral(sql: string): boolean {
  return [...sql.matchAll(/'(?:[^']|'')*'|"[^"]*"/g)].some(([literal]) => literal.includes('\n'));
}

/** Breaks a long line at spaces that stand in no literal. */
function wrapped(line: string): readonly string[] {
  if (line.length <= comfortable) return [line];
  const lines: string[] = [];
  let current = '';
  for (const [word] of line.matchAll(/(?:'(?:[^']|'')*'|"[^"]*"|[^\s'"]|['"])+|\s+/g)) {
    if (word.trim() !== '' && current.trim() !== '' && current.length + word.length > comfortable) {
      lines.push(current.trimEnd());
      current = '    ';
    }
    current += word.trim() === '' && current.trim() === '' && lines.length > 0 ? '' : word;
  }
  return [...lines, current.trimEnd()];
}
