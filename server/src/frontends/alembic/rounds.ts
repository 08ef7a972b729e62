import type { EngineName } from '../../model/engine.ts';
import type { Loop } from '../../model/loop.ts';
import type * as python from '../../python/run.ts';
import type { Call, Value } from '../../python/values.ts';
import { isConnection, isSession } from './handles.ts';
import { linksOf, tablesIn } from './relations.ts';
import { readSqlText } from './sql-strings.ts';
import { sqlTextIn } from './statements.ts';
import { takenBy } from './taken.ts';

/** The loops of Python as the model has them; each becomes one value, whatever stands in it. */
export function rounds(engine: EngineName): (loop: python.Loop) => Loop {
  const known = new Map<python.Loop, Loop>();
  return (loop) => {
    const made = known.get(loop) ?? loopOf(loop, engine);
    known.set(loop, made);
    return made;
  };
}

function loopOf({ head, over }: python.Loop, engine: EngineName): Loop {
  if (!over) return { head, rounds: 'until' };
  const asked = queryIn(over);
  return asked ? { head, rounds: 'rows', query: queryOf(asked, engine) } : { head, rounds: 'items' };
}

/** The call that asks for the rows: behind `.fetchall()`, `list(…)`, `enumerate(…)` or a name. */
function queryIn(value: Value, depth = 0): Call | undefined {
  if (depth > deepest) return undefined;
  if (value.kind === 'unknown' || value.kind === 'reference') return value.of && queryIn(value.of, depth + 1);
  if (value.kind !== 'call') return undefined;
  const isAsked = isConnection(value.of) || isSession(value.of);
  if (isAsked && /^(execute|exec_driver_sql|scalars|query|exec|stream)$/.test(value.name)) return value;
  const inner = value.of ? queryIn(value.of, depth + 1) : undefined;
  if (inner) return inner.name === 'query' ? value : inner;
  const [first] = value.positional;
  return first && passesOn.has(value.name) ? queryIn(first, depth + 1) : undefined;
}

const deepest = 12;

const passesOn: ReadonlySet<string> = new Set([
  'list',
  'tuple',
  'enumerate',
  'iter',
  'sorted',
  'reversed',
  'tqdm',
  'set',
]);

function queryOf(call: Call, engine: EngineName): Loop['query'] {
  const query = linksOf(call).find(({ name }) => name === 'query');
  if (query) return { tables: query.positional.flatMap((each) => tablesIn(each)), taken: takenBy(call, engine) };
  const [given] = call.positional;
  const sql = given && sqlTextIn(given);
  if (sql?.kind === 'text') {
    const read = readSqlText(sql, engine, undefined)[0];
    const tables = read?.operation.kind === 'other' ? read.operation.relations : [];
    return { tables, taken: read?.taken };
  }
  if (given?.kind !== 'call') return { tables: given ? tablesIn(given) : [] };
  return { tables: tablesIn(given), taken: takenBy(given, engine) };
}
