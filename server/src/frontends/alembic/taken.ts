import type { EngineName } from '../../model/engine.ts';
import type { Assignment, Condition, RowsTaken } from '../../model/rows-taken.ts';
import type { Call, Value } from '../../python/values.ts';
import { assignmentOf, conditionsIn } from '../../sql/rows-taken.ts';
import { columnName, knownText } from './arguments.ts';
import { sqlOf } from './expressions.ts';
import { columnsIn, linksOf } from './relations.ts';

/** Which rows a statement of SQLAlchemy takes: `update(t).where(…).values(…)`, `session.query(M).filter(…).update({…})`. */
export function takenBy(call: Call, engine: EngineName): RowsTaken {
  const links = linksOf(call);
  const limited = links.some((link) => limits.has(link.name));
  return {
    sets: links.flatMap((link) => (link.name === 'values' || link.name === 'update' ? assigned(link, engine) : [])),
    conditions: links.flatMap((link) => conditions(link, engine)),
    ...(limited && { limited }),
  };
}

const limits: ReadonlySet<string> = new Set(['limit', 'first', 'one', 'one_or_none', 'get', 'scalar', 'fetchone']);

function assigned(link: Call, engine: EngineName): readonly Assignment[] {
  const [given] = link.positional;
  return columnsIn(link).map((column) => {
    const byColumn = given?.kind === 'dictionary' ? given.entries : [];
    const entry = byColumn.find(({ key }) => (knownText(key) ?? columnName(key)) === column);
    const value = link.keywords.get(column) ?? entry?.value;
    const queried = value !== undefined && isQuery(value);
    const sql = value && sqlOf(value);
    if (sql !== undefined && !queried) return assignmentOf(column, sql, engine);
    return { column, value: '', reads: value ? namesIn(value) : [], ...(queried && { queried }) };
  });
}

function conditions(link: Call, engine: EngineName): readonly Condition[] {
  if (link.name === 'filter_by') {
    return [...link.keywords].map(([column]) => ({ test: 'equals', column, reads: [column] }));
  }
  const chooses = link.name === 'where' || link.name === 'filter';
  const given = chooses ? link.positional : [link.keywords.get('whereclause')].flatMap((each) => each ?? []);
  return given.flatMap((each) => conditionsOf(each, engine));
}

function conditionsOf(value: Value, engine: EngineName): readonly Condition[] {
  if (value.kind === 'call' && value.name === 'and_')
    return value.positional.flatMap((each) => conditionsOf(each, engine));
  if (value.kind === 'operator' && value.operator === '&')
    return value.operands.flatMap((each) => conditionsOf(each, engine));
  const sql = sqlOf(value);
  if (sql !== undefined) return conditionsIn(sql, engine);
  const raw = value.kind === 'call' && value.name === 'text' ? knownText(value.positional[0]) : knownText(value);
  if (raw !== undefined) return conditionsIn(raw, engine);
  return [compared(value, engine)];
}

/** With something that is only known when it runs. */
function compared(value: Value, engine: EngineName): Condition {
  const reads = namesIn(value);
  if (value.kind === 'operator') {
    const [left, right] = value.operands;
    const column = left && columnName(left);
    const test = tests.get(value.operator);
    const isOther = right !== undefined && columnName(right) !== undefined;
    if (column !== undefined && test && !isOther) return { test, column, reads };
  }
  if (value.kind === 'call' && value.name === 'in_' && value.of) {
    const column = columnName(value.of);
    const [given] = value.positional;
    if (column !== undefined && given) {
      if (given.kind === 'call' && isQuery(given))
        return { test: 'query', column, reads, query: takenBy(given, engine) };
      return { test: 'one of', column, reads };
    }
  }
  return { test: 'other', reads };
}

const tests: ReadonlyMap<string, Condition['test']> = new Map([
  ['==', 'equals'],
  ['>', 'from'],
  ['>=', 'from'],
  ['<', 'up to'],
  ['<=', 'up to'],
]);

function isQuery(value: Value): boolean {
  return value.kind === 'call' && linksOf(value).some(({ name }) => name === 'select' || name === 'query');
}

/** Every column that an expression names. */
function namesIn(value: Value, depth = 0): readonly string[] {
  const own = columnName(value);
  if (own !== undefined || depth > 12) return own === undefined ? [] : [own];
  return partsOf(value).flatMap((each) => namesIn(each, depth + 1));
}

function partsOf(value: Value): readonly Value[] {
  if (value.kind === 'operator') return value.operands;
  if (value.kind === 'sequence') return value.items;
  if (value.kind !== 'call') return [];
  return [...(value.of ? [value.of] : []), ...value.positional, ...value.keywords.values()];
}
