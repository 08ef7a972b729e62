import type { EngineName } from '../../model/engine.ts';
import type { Operation } from '../../model/operation.ts';
import { concat, hasHoles, isHole, slice, sourceSpan } from '../../python/texts.ts';
import type { Text } from '../../python/values.ts';
import { readSql } from '../../sql/parse.ts';
import type { Span } from '../../text.ts';

/** One operation of an SQL text, with the place of its keywords in the Python file. */
export interface SqlStep {
  readonly operation: Operation;
  readonly head: Span;
  readonly sql: string;
}

/** The operations of the SQL in a Python string, each at its place. `raw`: the driver gets it as it stands. */
export function readSqlText(written: Text, engine: EngineName, raw: boolean): readonly SqlStep[] {
  const text = raw ? written : withoutEscapes(written);
  if (isHole(text)) {
    const operation: Operation = { kind: 'opaque', why: `the SQL is only known when it runs (${text.text})` };
    return [{ operation, head: text.span, sql: text.text }];
  }
  return readSql(text.text, engine).flatMap((statement) => {
    if (statement.text.trim() === '' || isEmpty(statement.text)) return [];
    const read = statement.operations.map(({ operation, head }) => ({
      operation: withHoles(operation, text),
      head: sourceSpan(text, head),
      sql: statement.text,
    }));
    if (read.length > 0) return read;
    const why = statement.error
      ? `the SQL could not be read (${statement.error.message})`
      : 'the SQL could not be read';
    return [{ operation: { kind: 'opaque', why }, head: sourceSpan(text, statement.span), sql: statement.text }];
  });
}

/** `text()` takes `\\:` for a colon that begins no bind: https://docs.sqlalchemy.org/en/20/core/sqlelement.html#sqlalchemy.sql.expression.text */
function withoutEscapes(text: Text): Text {
  if (!text.text.includes('\\:')) return text;
  const parts: Text[] = [];
  let done = 0;
  for (let at = text.text.indexOf('\\:'); at >= 0; at = text.text.indexOf('\\:', done + 1)) {
    parts.push(slice(text, done, at));
    done = at + 1;
  }
  return concat(text.span, [...parts, slice(text, done, text.text.length)]) ?? text;
}

/** Nothing but comments and semicolons. */
function isEmpty(statement: string): boolean {
  return statement.replace(/--[^\n]*|\/\*[\s\S]*?\*\/|;/g, '').trim() === '';
}

function withHoles(operation: Operation, text: Text): Operation {
  if (operation.kind !== 'opaque' || !hasHoles(text)) return operation;
  return { ...operation, why: `${operation.why}; parts of the text are only known when it runs` };
}
