import type { Step } from '../../model/migration.ts';
import type { Call, Text, Value } from '../../python/values.ts';
import { contains } from '../../text.ts';
import { columnName } from './arguments.ts';
import { isConnection, isSession } from './handles.ts';
import { linksOf } from './relations.ts';
import { sqlTextIn } from './statements.ts';

/** What a text of SQL is put together from, where it came from rows of the database or from outside of the program. */
export function builtFrom(text: Text): Step['builtFrom'] {
  const found = text.pieces.flatMap(({ at, length, span, hole, given }) => {
    const origin = hole && given && !isIdentifier(text.text, at, at + length) ? originOf(given) : undefined;
    // A name that is added to a text stands where it got its value.
    return origin ? [{ origin, span: contains(text.span, span) ? span : text.span }] : [];
  });
  return found.length > 0 ? found : undefined;
}

/** Whether something in it may be another thing in each round of a loop. */
export function isVarying(value: Value, depth = 0): boolean {
  if (columnName(value) !== undefined) return false;
  if (value.kind === 'reference') return !value.path.startsWith('sqlalchemy');
  if (value.kind === 'unknown') return true;
  if (value.kind === 'text') return value.pieces.some((piece) => piece.hole);
  return depth < deepest && partsOf(value).some((each) => isVarying(each, depth + 1));
}

type Origin = NonNullable<Step['builtFrom']>[number]['origin'];

const deepest = 12;

function originOf(value: Value, depth = 0): Origin | undefined {
  if (depth > deepest || isHarmless(value)) return undefined;
  if (value.kind === 'text') {
    return value.pieces.map(({ given }) => given && originOf(given, depth + 1)).find((each) => each);
  }
  if (isInput(value)) return 'input';
  if (value.kind === 'call' && isQuery(value)) return asksCatalog(value) ? undefined : 'rows';
  return partsOf(value)
    .map((each) => originOf(each, depth + 1))
    .find((each) => each);
}

function isInput(value: Value): boolean {
  if (value.kind !== 'reference' && value.kind !== 'call') return false;
  return (
    /^(os\.(environ|getenv)|environ\b|getenv\b|input$|sys\.argv)/.test(value.path) || value.name === 'get_x_argument'
  );
}

function isQuery(call: Call): boolean {
  const asks = /^(execute|exec_driver_sql|scalar|scalars|query|exec)$/.test(call.name);
  return asks && (isConnection(call.of) || isSession(call.of));
}

/** Numbers, and what has been put in quotes on purpose. */
function isHarmless(value: Value): boolean {
  return value.kind === 'call' && /^(int|float|bool|len|round)$|quote|escape|literal/i.test(value.name);
}

/** Names that the catalog of the database gives. */
function asksCatalog(call: Call): boolean {
  const [given] = call.positional;
  const sql = given && sqlTextIn(given);
  return (
    sql?.kind === 'text' && /information_schema|\bpg_\w+|sqlite_(master|schema)|^\s*(show|pragma)\b/i.test(sql.text)
  );
}

function partsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'call':
      return [...(value.of ? [value.of] : []), ...value.positional, ...value.keywords.values()];
    case 'reference':
    case 'unknown':
      return value.of ? [value.of] : [];
    case 'operator':
      return value.operands;
    case 'sequence':
      return value.items;
    case 'dictionary':
      return value.entries.map((each) => each.value);
    case 'text':
    case 'number':
    case 'truth':
    case 'none':
    case 'function':
    case 'class':
      return [];
  }
}

/** Names can be no parameters. */
function isIdentifier(sql: string, start: number, end: number): boolean {
  const [before, behind] = [sql.slice(0, start), sql[end] ?? ''];
  if (/["`.\w]$/.test(before) || /["`.\w]/.test(behind)) return !/'[^']*$/.test(before);
  return /\b(table|from|into|update|join|index|constraint|on|column|type|schema|sequence|view|add|drop|exists|set|using|role|to|as)\s*$/i.test(
    before,
  );
}

/** The links of a chain with all that they are given. */
export function givenTo(call: Call): readonly Value[] {
  return linksOf(call).flatMap((link) => [...link.positional, ...link.keywords.values()]);
}
