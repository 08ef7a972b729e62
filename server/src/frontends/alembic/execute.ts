import type { EngineName } from '../../model/engine.ts';
import { textOf } from '../../python/parse.ts';
import type { Run } from '../../python/run.ts';
import { type Call, type Value, whyUnknown } from '../../python/values.ts';
import type { Span } from '../../text.ts';
import { bindsOf } from './binds.ts';
import { opaque } from './operations.ts';
import { builtFrom, givenTo, isVarying } from './origins.ts';
import type { Recording } from './recording.ts';
import { readSqlText } from './sql-strings.ts';
import { sqlTextIn, statementOf } from './statements.ts';
import { takenBy } from './taken.ts';

/** Records what an `execute()` is given: SQL text, a statement of SQLAlchemy, or something that nobody can tell. */
export function recordExecuted(
  { record, recordSql }: Recording,
  engine: EngineName,
  given: Value | undefined,
  call: Call,
  run: Run,
  apart = false,
): void {
  const sql = given && sqlTextIn(given);
  if (given && sql?.kind === 'text') {
    const varies =
      isVarying(sql) || [...givenTo(call).slice(1), ...textArguments(given)].some((each) => isVarying(each));
    const how = { apart, varies, builtFrom: builtFrom(sql) };
    recordSql(run, readSqlText(sql, engine, bindsOf(call, given)), call.span, how);
    return;
  }
  const statement = given?.kind === 'call' ? statementOf(given) : undefined;
  if (statement && given?.kind === 'call') {
    const varies = [...givenTo(given), ...call.positional.slice(1)].some((each) => isVarying(each));
    record(run, [statement.operation], headOf(statement.call, run), { apart, varies, taken: takenBy(given, engine) });
  } else {
    const why = given ? whyUnknown(sql ?? given) : 'nothing is given';
    record(run, [opaque(`what is executed is not known: ${why}`)], call.head, { apart });
  }
}

/** What `text("…").bindparams(…)` is given. */
function textArguments(given: Value): readonly Value[] {
  return given.kind === 'call' ? givenTo(given).slice(1) : [];
}

/** The callee, or its last word where it is a chain of calls that may fill many lines. */
export function headOf(call: Call, run: Run): Span {
  if (!textOf(run.tree, call.head).includes('(')) return call.head;
  return { start: Math.max(call.head.start, call.head.end - call.name.length), end: call.head.end };
}
