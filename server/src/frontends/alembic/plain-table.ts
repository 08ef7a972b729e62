import type { NeededOfTable } from '../../model/migration.ts';
import { child, type Node, named, type Tree, textOf } from '../../python/parse.ts';
import type { Span } from '../../text.ts';
import { type Import, importsOf } from './imports.ts';

/** What a plain table would have to have, and what each name of the class becomes then. */
export interface PlainUses {
  readonly needed: NeededOfTable;
  /** `table`: `users`; `columns`: `users.c`. */
  readonly places: readonly { readonly span: Span; readonly as: 'table' | 'columns' }[];
}

/**
 * What the uses of a mapped class need, where a plain table would do for each of them: its columns in expressions, and statements
 * and queries that name all that they write. Undefined where one of them needs the class: entities, relationships, its methods.
 */
export function plainUses(tree: Tree, local: string): PlainUses | undefined {
  const found: Found = { columns: new Set(), updates: false, filteredBy: 0, gives: undefined, places: [] };
  const file: File = { tree, local, own: ownFunctions(tree), found };
  const isPlain = every(tree.root, [], file) && found.places.length > 0;
  // Columns that another query is filtered by are the class's, or those of another one.
  const filters = tree.text.match(/\bfilter_by\s*\(/g)?.length ?? 0;
  return isPlain && filters === found.filteredBy && !joinsTables.test(tree.text)
    ? {
        needed: {
          columns: [...found.columns].sort(),
          updates: found.updates,
          ...(found.gives && { gives: [...found.gives].sort() }),
        },
        places: found.places,
      }
    : undefined;
}

/** By the foreign keys that the classes have; a plain table has none. */
const joinsTables = /(?<!["'])\.(?:outer)?join\s*\(/;

interface Found {
  readonly columns: Set<string>;
  updates: boolean;
  filteredBy: number;
  gives: ReadonlySet<string> | undefined;
  readonly places: { readonly span: Span; readonly as: 'table' | 'columns' }[];
}

interface File {
  readonly tree: Tree;
  readonly local: string;
  /** Functions that know what an attribute of a mapped class is. */
  readonly own: ReadonlySet<string>;
  readonly found: Found;
}

/** Of what is imported, only SQLAlchemy's own functions take a column of a table like one of a class; its loaders do not. */
function ownFunctions(tree: Tree): ReadonlySet<string> {
  const fromSqlalchemy = ({ module, name }: Import) =>
    name !== undefined && /^sqlalchemy(\.sql(\..*)?)?$/.test(module) && name !== 'inspect';
  return new Set([
    ...importsOf(tree)
      .filter(fromSqlalchemy)
      .map(({ local }) => local),
    'list',
    'set',
    'len',
    'print',
  ]);
}

function every(node: Node, path: readonly Node[], file: File): boolean {
  if (/^(import|future_import)_/.test(node.type)) return true;
  if (node.type === 'identifier' && textOf(file.tree, node) === file.local && node.field !== 'attribute') {
    const isName = node.field === 'name' && path.at(-1)?.type === 'keyword_argument';
    return isName || isPlainUse(node, path, file);
  }
  return node.children.every((each) => every(each, [...path, node], file));
}

function isPlainUse(node: Node, path: readonly Node[], file: File): boolean {
  const { tree, found } = file;
  const parent = path.at(-1);
  const attribute = parent?.type === 'attribute' && child(parent, 'attribute');
  if (!parent || !attribute) return isStatement(node, path, file, node);
  const name = textOf(tree, attribute);
  const around = path.slice(0, -1);
  if (name !== '__table__') return isColumn(parent, name, around, file, node);
  const outer = around.at(-1);
  const next = outer?.type === 'attribute' ? child(outer, 'attribute') : undefined;
  if (!outer || !next) return isStatement(parent, around, file, parent);
  if (textOf(tree, next) !== 'c') return isMethod(parent, textOf(tree, next), around, file);
  const column = around.at(-2);
  const columnName = column?.type === 'attribute' && child(column, 'attribute');
  if (!column || !columnName) return false;
  found.columns.add(textOf(tree, columnName));
  found.places.push({ span: parent, as: 'table' });
  return isExpression(column, around.slice(0, -2), file);
}

/** `User.plan` */
function isColumn(node: Node, name: string, path: readonly Node[], file: File, own: Node): boolean {
  if (name.startsWith('_') || /^(query|metadata|registry)$/.test(name) || !isExpression(node, path, file)) return false;
  file.found.columns.add(name);
  file.found.places.push({ span: own, as: 'columns' });
  return true;
}

/** Neither called nor assigned to, and handed to nobody who expects an attribute of a class. */
function isExpression(node: Node, path: readonly Node[], { tree, own }: File): boolean {
  const parent = path.at(-1);
  if (!parent || (parent.type === 'call' && node.field === 'function')) return false;
  if (/assignment$/.test(parent.type) && node.field === 'left') return false;
  return path.every((each) => {
    if (/^(class_definition|decorator|type)$/.test(each.type)) return false;
    if (each.type !== 'call') return true;
    const called = child(each, 'function');
    const name = called && textOf(tree, child(called, 'attribute') ?? called);
    if (name === undefined || loaders.has(name)) return false;
    if (name === 'query' && writesThrough(each, path.slice(0, path.indexOf(each)), tree)) return false;
    return called?.type !== 'identifier' || own.has(name) || /^(Session|str|tuple|dict|sorted)$/.test(name);
  });
}

/** A query of columns that updates or deletes what it finds, now or later. */
function writesThrough(query: Node, path: readonly Node[], tree: Tree): boolean {
  const { links, around } = linksBehind(query, path, tree);
  return (
    links.some(({ method }) => method === 'update' || method === 'delete') || isBuiltOn(around, tree, 'update|delete')
  );
}

/** What only works on mapped classes. */
const loaders = new Set(
  'options load_only defer undefer joinedload selectinload subqueryload lazyload contains_eager raiseload noload immediateload flag_modified inspect aliased with_entities with_loader_criteria get merge refresh expire populate_existing from_statement on_conflict_do_update'.split(
    ' ',
  ),
);

/** `sa.update(User)…`, `session.query(User)…`, `op.bulk_insert(User.__table__, […])`, `….select_from(User)` */
function isStatement(node: Node, path: readonly Node[], file: File, own: Node): boolean {
  const [call, given] = [path.at(-2), path.at(-1)];
  const called = call?.type === 'call' ? child(call, 'function') : undefined;
  if (given?.type !== 'argument_list' || !call || !called) return false;
  const [first, ...others] = named(given);
  const name = textOf(file.tree, child(called, 'attribute') ?? called);
  const receiver = child(called, 'object');
  if (first !== node) return false;
  file.found.places.push({ span: own, as: 'table' });
  const core = receiver ? /^(sa|sqlalchemy|sql)$/.test(textOf(file.tree, receiver)) : file.own.has(name);
  if (name === 'bulk_insert' && receiver && node.type === 'attribute') return gives(others[0], file);
  if (others.length > 0) return false;
  if (core && (name === 'update' || name === 'delete' || name === 'insert'))
    return isChain(call, path.slice(0, -2), name, file);
  if (name === 'query' && receiver) return isChain(call, path.slice(0, -2), 'query', file);
  return name === 'select_from' && receiver !== undefined;
}

/** `User.__table__.update()…` */
function isMethod(node: Node, name: string, path: readonly Node[], file: File): boolean {
  const call = path.at(-2);
  if (name !== 'update' && name !== 'delete' && name !== 'insert') return false;
  const given = call?.type === 'call' ? child(call, 'arguments') : undefined;
  if (!call || !given || named(given).length > 0) return false;
  file.found.places.push({ span: node, as: 'table' });
  return isChain(call, path.slice(0, -2), name, file);
}

type Kind = 'update' | 'delete' | 'insert' | 'query';

/** The methods that are called on the statement one after the other; all that it writes is named among them. */
function isChain(start: Node, path: readonly Node[], kind: Kind, file: File): boolean {
  const { links, around } = linksBehind(start, path, file.tree);
  const last = links.at(-1);
  const writes = links.filter((each) => (kind === 'query' ? each === last : each.method === 'values'));
  const [write, second] = writes;
  for (const { method, given } of links.filter((each) => !writes.includes(each))) {
    const columns = method === 'filter_by' ? keywords(given, file.tree) : [];
    if (!columns || !/^(where|filter|filter_by)$/.test(method)) return false;
    if (method === 'filter_by') file.found.filteredBy += 1;
    for (const each of columns) file.found.columns.add(each);
  }
  if (second || isBuiltOn(around, file.tree)) return false;
  if (kind === 'delete') return write === undefined;
  if (!write) return false;
  if (kind === 'insert') return gives(write.given, file);
  if (kind === 'query' && /^(delete|count)$/.test(write.method)) return isWithoutValues(write.given, file);
  if (kind === 'query' && write.method !== 'update') return false;
  file.found.updates = true;
  return isWritten(write.given, file);
}

interface Link {
  readonly method: string;
  readonly given: Node;
}

function linksBehind(start: Node, path: readonly Node[], tree: Tree) {
  const links: Link[] = [];
  let whole = start;
  let at = path.length - 1;
  for (; at > 0; at -= 2) {
    const [call, attribute] = [path[at - 1], path[at]];
    const given = call?.type === 'call' ? child(call, 'arguments') : undefined;
    if (attribute?.type !== 'attribute' || child(attribute, 'object') !== whole || !call || !given) break;
    links.push({ method: textOf(tree, child(attribute, 'attribute') ?? attribute), given });
    whole = call;
  }
  return { links, around: path[at] };
}

/** A variable on which more methods are called, which may write more. */
function isBuiltOn(parent: Node | undefined, tree: Tree, methods = ''): boolean {
  if (parent?.type !== 'assignment') return false;
  const name = child(parent, 'left');
  return name?.type !== 'identifier' || new RegExp(`\\b${textOf(tree, name)}\\s*\\.\\s*(?:${methods})`).test(tree.text);
}

/** Only classes have objects in a session that could be brought up to date. */
const unsynchronized = 'synchronize_session=False';

/** `delete(synchronize_session=False)` */
function isWithoutValues(given: Node, { tree }: File): boolean {
  return named(given).every((each) => textOf(tree, each) === unsynchronized);
}

/** The columns that `values(…)`, or the `update({…})` of a query, names. */
function isWritten(given: Node, file: File): boolean {
  const { tree, found } = file;
  const [first, ...others] = named(given).filter((each) => each.type !== 'keyword_argument');
  const plain = named(given).filter((each) => textOf(tree, each) !== unsynchronized);
  const columns = keywords(given, tree)?.filter((each) => each !== 'synchronize_session');
  if (plain.some((each) => textOf(tree, each).startsWith('synchronize_session'))) return false;
  const keys = first ? keysOf(first, file) : [];
  if (others.length > 0 || !columns || !keys) return false;
  for (const each of [...columns, ...keys]) found.columns.add(each);
  return columns.length + (first ? named(first).length : 0) > 0;
}

/** The rows of an insert, as a list or made one by one, and the columns that each of them has. */
function gives(rows: Node | undefined, file: File): boolean {
  const { tree, found } = file;
  // Only a table that knows its key tells which one a row has got.
  if (!rows || /\binserted_primary_key\b/.test(tree.text)) return false;
  const dictionaries = rows.type === 'list_comprehension' ? [child(rows, 'body')] : named(rows);
  const keys =
    rows.type === 'argument_list' && dictionaries.every((each) => each?.type === 'keyword_argument')
      ? [keywords(rows, tree)]
      : dictionaries.map((each) => each && keysOf(each, file));
  if (keys.length === 0 || !/^(list|list_comprehension|argument_list)$/.test(rows.type)) return false;
  for (const each of keys) {
    if (!each) return false;
    for (const column of each) found.columns.add(column);
    const before = found.gives;
    found.gives = new Set(before ? each.filter((column) => before.has(column)) : each);
  }
  return true;
}

/** The keys of a dictionary that are plain strings; those that are columns are found where they stand. Undefined for others. */
function keysOf(dictionary: Node, { tree, local }: File): readonly string[] | undefined {
  if (dictionary.type !== 'dictionary') return undefined;
  const keys: string[] = [];
  for (const pair of named(dictionary)) {
    const key = pair.type === 'pair' ? child(pair, 'key') : undefined;
    const text = key?.type === 'string' ? /^["']([^"'\\\n]+)["']$/.exec(textOf(tree, key))?.[1] : undefined;
    if (text !== undefined) keys.push(text);
    else if (key?.type !== 'attribute' || !textOf(tree, key).startsWith(`${local}.`)) return undefined;
  }
  return keys;
}

/** Undefined where there are some that only running the code would tell. */
function keywords(given: Node, tree: Tree): readonly string[] | undefined {
  const all = named(given);
  if (all.some(({ type }) => type === 'dictionary_splat' || type === 'list_splat')) return undefined;
  return all.flatMap((each) => (each.type === 'keyword_argument' ? [textOf(tree, child(each, 'name') ?? each)] : []));
}
