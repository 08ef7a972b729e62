import type { Name } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import { percent } from '../../python/formatting.ts';
import type { Call, Value } from '../../python/values.ts';
import { argument, knownText } from './arguments.ts';
import { columnsIn, linksOf, tableNamed, tablesIn } from './relations.ts';

/** What a statement of SQLAlchemy Core does, and the call that begins it; undefined where the call makes no statement. */
export function statementOf(call: Call): { readonly operation: Operation; readonly call: Call } | undefined {
  const links = linksOf(call);
  for (const [index, link] of links.entries()) {
    const operation = begun(link, links.slice(index + 1), call);
    if (operation) return { operation, call: link };
  }
  return undefined;
}

const chooses = new Set(['where', 'filter', 'filter_by', 'having']);

function begun(link: Call, rest: readonly Call[], whole: Call): Operation | undefined {
  switch (link.name) {
    case 'update':
    case 'delete':
    case 'insert':
      return write(link.name, link, rest);
    case 'select':
    case 'exists':
    case 'union':
    case 'union_all':
    case 'query':
      return { kind: 'other', statement: 'SELECT', relations: tablesIn(whole) };
    default:
      return link.path.includes('.func.')
        ? { kind: 'other', statement: 'SELECT', relations: [] }
        : schemaStatement(link);
  }
}

function write(verb: 'update' | 'delete' | 'insert', link: Call, rest: readonly Call[]): Operation | undefined {
  const method = link.of && link.of.kind !== 'reference' ? tableNamed(link.of) : link.of && tableNamed(link.of);
  const given = link.positional[0] ?? link.keywords.get('table');
  const table: Name | undefined = method ?? (given && tableNamed(given));
  if (!table) return { kind: 'opaque', why: `the table of ${link.name}() is defined elsewhere` };
  if (verb === 'insert') {
    return { kind: 'insertRows', table, from: rest.some((each) => each.name === 'from_select') ? 'query' : 'values' };
  }
  const where =
    rest.some((each) => chooses.has(each.name)) ||
    (method !== undefined && link.positional.some((each) => each.kind !== 'dictionary'));
  const rows = where || link.keywords.has('whereclause') ? 'some' : 'all';
  if (verb === 'delete') return { kind: 'deleteRows', table, rows };
  const columns = rest.filter((each) => each.name === 'values').flatMap(columnsIn);
  return { kind: 'updateRows', table, columns: [...new Set(columns)], rows };
}

const schemaStatements: ReadonlyMap<string, string> = new Map(
  Object.entries({
    CreateSequence: 'CREATE SEQUENCE',
    DropSequence: 'DROP SEQUENCE',
    CreateSchema: 'CREATE SCHEMA',
    DropSchema: 'DROP SCHEMA',
    CreateView: 'CREATE VIEW',
    SetTableComment: 'COMMENT ON TABLE',
    SetColumnComment: 'COMMENT ON COLUMN',
  }),
);

/** `op.execute(CreateSequence(Sequence("s")))` and its like. */
function schemaStatement(link: Call): Operation | undefined {
  const statement = schemaStatements.get(link.name);
  if (statement !== undefined)
    return { kind: 'other', statement, relations: link.positional.flatMap((each) => tablesIn(each)) };
  const [first] = link.positional;
  const table = first && tableNamed(first);
  return link.name === 'DropTable' && table ? { kind: 'dropTable', table } : undefined;
}

/** The text of `sa.text("…")`, `DDL("…")` or a plain string, whatever was called on it. */
export function sqlTextIn(value: Value): Value | undefined {
  if (value.kind === 'text') return value;
  if (value.kind !== 'call') return undefined;
  const [root] = linksOf(value);
  if (!root || !['text', 'TextClause', 'DDL', 'ExecutableDDLElement'].includes(root.name)) return undefined;
  const written = root.positional[0] ?? root.keywords.get('text') ?? root.keywords.get('statement');
  const context = argument(root, 1, 'context');
  // https://docs.sqlalchemy.org/en/20/core/ddl.html#sqlalchemy.schema.DDL
  return root.name === 'DDL' && written?.kind === 'text' && context ? percent(written.span, written, context) : written;
}

/** A chain on `session.query(Model)`: what its last call does. */
export function queried(call: Call): Operation | undefined {
  const links = linksOf(call);
  const query = links.find((link) => link.name === 'query');
  const last = links.at(-1);
  if (!query || !last || last === query) return undefined;
  const [model] = query.positional;
  const table = model && tableNamed(model);
  const rows = links.some((link) => chooses.has(link.name)) ? 'some' : 'all';
  const model_ = model && 'name' in model ? model.name : 'the model';
  switch (last.name) {
    case 'update':
      if (!table) return { kind: 'opaque', why: `rows of ${model_} are updated, which is defined elsewhere` };
      return { kind: 'updateRows', table, columns: columnsIn({ ...last, keywords: new Map() }), rows };
    case 'delete':
      if (!table) return { kind: 'opaque', why: `rows of ${model_} are deleted, which is defined elsewhere` };
      return { kind: 'deleteRows', table, rows };
    case 'all':
    case 'first':
    case 'one':
    case 'one_or_none':
    case 'scalar':
    case 'count':
    case 'get':
    case 'yield_per':
      return { kind: 'other', statement: 'SELECT', relations: query.positional.flatMap((each) => tablesIn(each)) };
    default:
      return undefined;
  }
}

/** The table of a mapped object: `User(name="x")`. */
export function tableOfObject(value: Value | undefined): Name | undefined {
  return value?.kind === 'call' &&
    value.of?.kind === 'class' &&
    knownText(value.of.members.get('__tablename__')) !== undefined
    ? tableNamed(value.of)
    : undefined;
}
