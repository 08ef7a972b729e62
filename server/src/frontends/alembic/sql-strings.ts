import type { EngineName } from '../../model/engine.ts';
import type { Step } from '../../model/migration.ts';
import type { Operation } from '../../model/operation.ts';
import { concat, hasHoles, isHole, slice, sourceSpan } from '../../python/texts.ts';
import type { Text } from '../../python/values.ts';
import { readSql } from '../../sql/parse.ts';
import { type Binds, unboundIn } from './binds.ts';

/** One operation of an SQL text; its places are those in the Python file. */
export type SqlStep = Pick<
  Step,
  | 'operation'
  | 'head'
  | 'conditional'
  | 'sql'
  | 'error'
  | 'refused'
  | 'redefines'
  | 'marks'
  | 'unbound'
  | 'continues'
  | 'joins'
  | 'inCode'
  | 'begins'
  | 'taken'
  | 'loop'
  | 'varies'
>;

/** The operations of the SQL in a Python string, each at its place. `binds`: none where the driver gets it as it stands. */
export function readSqlText(written: Text, engine: EngineName, binds: Binds | undefined): readonly SqlStep[] {
  const text = binds ? withoutEscapes(written) : written;
  const unbound = binds ? unboundIn(written, binds) : [];
  if (isHole(text)) {
    const operation: Operation = { kind: 'opaque', why: `the SQL is only known when it runs (${text.text})` };
    return [{ operation, head: text.span, sql: text.text }];
  }
  return readSql(braced(text), engine)
    .filter((statement) => statement.text.trim() !== '' && !isEmpty(statement.text))
    .flatMap((statement, order, all) => {
      const { span, text: sql, error, marks, operations } = statement;
      // Parameters are looked for in the comments around the statements too.
      const [from, to] = [all[order - 1]?.span.end ?? 0, order === all.length - 1 ? Infinity : span.end];
      const names = unbound.filter(({ at }) => from <= at && at < to);
      const common = {
        sql,
        ...(error && { error: { ...error, span: sourceSpan(text, error.span) } }),
        ...(marks.length > 0 && { marks: marks.map((each) => ({ ...each, span: sourceSpan(text, each.span) })) }),
        ...(names.length > 0 && { unbound: names.map(({ name, span: place }) => ({ name, span: place })) }),
      };
      const read =
        operations.length > 0
          ? operations
          : [{ operation: { kind: 'opaque', why: 'the SQL could not be read' } as const, head: span }];
      return read.map((each, index) => ({
        ...each,
        ...common,
        operation: withHoles(each.operation, text),
        head: sourceSpan(text, each.head),
        ...(order > 0 && index === 0 && { continues: true }),
      }));
    });
}

/** What is not known stands in braces, which no grammar takes for SQL: `a = 1 %s` would be a remainder. */
function braced({ text, pieces }: Text): string {
  let result = text;
  for (const { at, length, hole } of pieces) {
    if (!hole || length < 2 || text[at] !== '%') continue;
    const inside = text.slice(at + 1, at + length - 1).replace(/\W/g, '_');
    result = `${result.slice(0, at)}{${inside}}${result.slice(at + length)}`;
  }
  return result;
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
