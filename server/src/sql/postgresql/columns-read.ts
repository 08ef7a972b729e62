import type { Node } from 'libpg-query';
import type { Name } from '../../model/name.ts';
import type { ColumnReference } from '../../model/objects.ts';

/** The columns that a query names, each with the relations that may have it: those of its own FROM first, then those around it. */
export function columnsRead(query: Node | undefined): readonly ColumnReference[] {
  const found = new Map<string, ColumnReference>();
  const waiting: { readonly node: unknown; readonly scopes: Scopes }[] = [{ node: query, scopes: [] }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node, scopes } = next;
    if (typeof node !== 'object' || node === null) continue;
    const inner = isQuery(node) ? [scopeOf(node, scopes), ...scopes] : scopes;
    if ('usingClause' in node) for (const column of texts(node.usingClause)) note(found, column, inner);
    for (const [key, child] of Object.entries(node)) {
      if (key === 'ColumnRef') reference(found, child, inner);
      else waiting.push({ node: child, scopes: inner });
    }
  }
  return [...found.values()];
}

/** What a query's FROM calls its rows; no relation where they come from a query or a function. */
interface Scope {
  readonly rows: ReadonlyMap<string, Name | undefined>;
  readonly defined: ReadonlySet<string>;
}

type Scopes = readonly Scope[];

function isQuery(node: object): boolean {
  return 'targetList' in node || 'fromClause' in node;
}

function scopeOf(query: object, around: Scopes): Scope {
  const rows = new Map<string, Name | undefined>();
  const defined = new Set<string>();
  const withClause = part(query, 'withClause');
  for (const each of list(part(withClause, 'ctes'))) {
    const name = part(part(each, 'CommonTableExpr'), 'ctename');
    if (typeof name === 'string') defined.add(name);
  }
  const isDefined = (name: string) => defined.has(name) || around.some((scope) => scope.defined.has(name));
  const waiting = [...list(part(query, 'fromClause'))];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const join = part(node, 'JoinExpr');
    if (join !== undefined) waiting.push(part(join, 'larg'), part(join, 'rarg'));
    const sample = part(node, 'RangeTableSample');
    if (sample !== undefined) waiting.push(part(sample, 'relation'));
    const relation = part(node, 'RangeVar');
    const name = part(relation, 'relname');
    const alias = aliasOf(relation) ?? aliasOf(part(node, 'RangeSubselect')) ?? aliasOf(part(node, 'RangeFunction'));
    if (typeof name !== 'string') {
      if (alias !== undefined) rows.set(alias, undefined);
      continue;
    }
    const schema = part(relation, 'schemaname');
    const own = typeof schema !== 'string' && isDefined(name);
    rows.set(alias ?? name, own ? undefined : typeof schema === 'string' ? { schema, name } : { name });
  }
  return { rows, defined };
}

function reference(found: Map<string, ColumnReference>, node: unknown, scopes: Scopes): void {
  const fields = list(part(node, 'fields'));
  const last = fields.at(-1);
  const [column = '*'] = part(last, 'A_Star') === undefined ? texts([last]) : [];
  const [row] = texts([fields.at(-2)]);
  const relation = row === undefined ? undefined : scopes.find(({ rows }) => rows.has(row))?.rows.get(row);
  if (row === undefined) note(found, column, column === '*' ? scopes.slice(0, 1) : scopes);
  else if (relation) put(found, column, [[relation]]);
}

/** The name stands alone: the query's own rows are asked first, then those of the queries around it. */
function note(found: Map<string, ColumnReference>, column: string, scopes: Scopes): void {
  const among = scopes.map(({ rows }) => [...rows.values()].filter((each) => each !== undefined));
  put(
    found,
    column,
    among.filter((names) => names.length > 0),
  );
}

function put(found: Map<string, ColumnReference>, column: string, among: ColumnReference['among']): void {
  if (among.length > 0) found.set(JSON.stringify([column, among]), { column, among });
}

function aliasOf(node: unknown): string | undefined {
  const name = part(part(node, 'alias'), 'aliasname');
  return typeof name === 'string' ? name : undefined;
}

function texts(nodes: unknown): readonly string[] {
  return list(nodes).flatMap((node) => {
    const text = part(part(node, 'String'), 'sval');
    return typeof text === 'string' ? [text] : [];
  });
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function part(node: unknown, key: string): unknown {
  return typeof node === 'object' && node !== null ? Reflect.get(node, key) : undefined;
}
