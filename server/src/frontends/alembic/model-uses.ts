import type { ModelUse } from '../../model/migration.ts';
import { child, type Node, named, spanOf, type Tree, textOf } from '../../python/parse.ts';
import { isHarmless } from './elsewhere.ts';
import { type Import, importsIn, importsOf } from './imports.ts';
import { plainUses } from './plain-table.ts';

/**
 * The mapped classes, tables and metadata of other modules that the file puts into queries, one use of each. What an import is
 * can only be told by what is done with it: names of types, enumerations, constants and functions are none of them.
 */
export function modelUses(tree: Tree): readonly ModelUse[] {
  if (!mayImport.test(tree.text)) return [];
  const statements = all(tree.root, (node) => node.type.startsWith('import_') && node.named);
  const imports = statements.flatMap((each) => importsIn(tree, each)).filter(({ module }) => !isHarmless(module));
  if (imports.length === 0) return [];
  const own = new Set(all(tree.root, definesName).map((each) => textOf(tree, child(each, namedBy(each)) ?? each)));
  const file: File = { tree, imports: imports.filter(({ local }) => !own.has(local)), made: new Map() };
  for (const each of all(tree.root, (node) => node.type === 'assignment')) noteMade(each, file);
  const uses = all(tree.root, (node) => node.type === 'call' || node.type === 'attribute').flatMap((node) =>
    node.type === 'call' ? inCall(node, file) : (ofAttribute(node, file) ?? []),
  );
  const first = new Map(uses.toReversed().map((each) => [`${each.module} ${each.name}`, each]));
  return [...first.values()].map((each) => modelUse(each, tree)).sort((a, b) => a.span.start - b.span.start);
}

function modelUse({ name, module, span, imported }: ModelUse, tree: Tree): ModelUse {
  const local = importsOf(tree).find((each) => each.statement.start === imported.start && each.name === name)?.local;
  const asTable = local === undefined ? undefined : plainUses(tree, local)?.needed;
  return { name, module, span, imported, ...(asTable && { asTable }) };
}

interface File {
  readonly tree: Tree;
  readonly imports: readonly Import[];
  /** Variables that hold an object of an imported class. */
  readonly made: Map<string, ModelUse>;
}

/** Quick to ask: nearly all revisions import nothing of the application. */
const mayImport = /^[ \t]*(?:from[ \t]+(?!alembic\b|sqlalchemy\b)|import[ \t]+(?!sqlalchemy\b))/m;

function definesName({ type }: Node): boolean {
  return type === 'class_definition' || type === 'assignment' || type === 'function_definition';
}

function namedBy({ type }: Node): string {
  return type === 'assignment' ? 'left' : 'name';
}

function noteMade(assignment: Node, file: File): void {
  const [left, right] = [child(assignment, 'left'), child(assignment, 'right')];
  const use = right && objectOf(right, file);
  if (left?.type === 'identifier' && use) file.made.set(textOf(file.tree, left), use);
}

/** `select(User)`, `session.query(User.id)`, `session.add(User(…))`, `op.bulk_insert(users, …)` */
function inCall(call: Node, file: File): readonly ModelUse[] {
  const called = child(call, 'function');
  const given = child(call, 'arguments');
  if (!called || !given) return [];
  const name = textOf(file.tree, child(called, 'attribute') ?? called);
  const receiver = child(called, 'object');
  const values = named(given).filter(({ type }) => type !== 'keyword_argument');
  if (receiver && stores.has(name)) return values.flatMap((each) => objects(each, file));
  if (receiver && name === 'get' && !/session/i.test(textOf(file.tree, receiver))) return [];
  if (!(receiver ? asksThrough(name, receiver, file) : statements.has(name))) return [];
  return values.flatMap((each) => entityOf(each, file, 'any') ?? []);
}

/** https://docs.sqlalchemy.org/en/20/orm/session_api.html */
const stores = new Set(['add', 'add_all', 'merge', 'bulk_save_objects']);
const statements = new Set(['select', 'insert', 'update', 'delete', 'aliased', 'exists']);
const asking = new Set(['query', 'get', 'bulk_insert', 'bulk_insert_mappings', 'bulk_update_mappings']);

function asksThrough(name: string, receiver: Node, { tree }: File): boolean {
  return asking.has(name) || (statements.has(name) && /^(sa|sqlalchemy|sql|orm)\b[\w.]*$/.test(textOf(tree, receiver)));
}

function objects(value: Node, file: File): readonly ModelUse[] {
  if (value.type === 'list' || value.type === 'tuple') return named(value).flatMap((each) => objects(each, file));
  const made = value.type === 'identifier' ? file.made.get(textOf(file.tree, value)) : objectOf(value, file);
  return made ? [made] : [];
}

/** `User(…)` */
function objectOf(value: Node, file: File): ModelUse | undefined {
  const called = value.type === 'call' ? child(value, 'function') : undefined;
  return called && entityOf(called, file, 'whole');
}

/** `User.__table__`, `User.query`, `Base.metadata.create_all` */
function ofAttribute(node: Node, file: File): ModelUse | undefined {
  const [of, attribute] = [child(node, 'object'), child(node, 'attribute')];
  if (!of || !attribute) return undefined;
  const name = textOf(file.tree, attribute);
  if (ofMapped.has(name)) return entityOf(of, file, 'whole');
  if (name !== 'create_all' && name !== 'drop_all' && name !== 'tables') return undefined;
  const metadata = textOf(file.tree, child(of, 'attribute') ?? of);
  if (/metadata$/i.test(metadata)) return known(child(of, 'object') ?? of, file) ?? known(of, file);
  return name === 'tables' ? undefined : known(of, file);
}

/** What mapped classes of SQLAlchemy, Flask-SQLAlchemy, Django and Peewee have, and other classes do not. */
const ofMapped = new Set([
  ...['__table__', '__tablename__', '__mapper__', 'query', 'objects', 'select', 'insert_many', 'get_or_none'],
  'DoesNotExist',
]);

/** The imported class that an expression is, or is a column of; `any`: or a table that is no class. */
function entityOf(node: Node, file: File, wanted: 'whole' | 'any'): ModelUse | undefined {
  const found = known(node, file);
  if (!found) return undefined;
  const rest = wanted === 'any' ? found.rest : found.rest.slice(0, 1);
  if (wanted === 'whole' && found.rest.length > 0) return undefined;
  const isTable = wanted === 'any' && !found.viaModule && (rest.length === 0 || rest[0] === 'c');
  return isClassName(found.last) || isTable ? found : undefined;
}

interface Known extends ModelUse {
  readonly last: string;
  /** What stands behind the name of the thing: `id` of `User.id`. */
  readonly rest: readonly string[];
  /** It is reached as an attribute of an imported module. */
  readonly viaModule: boolean;
}

function known(node: Node, { tree, imports }: File): Known | undefined {
  if (node.type !== 'identifier' && node.type !== 'attribute') return undefined;
  const text = textOf(tree, node);
  if (!/^[\w.]+$/.test(text)) return undefined;
  for (const { module, name, local, statement } of imports) {
    if (text !== local && !text.startsWith(`${local}.`)) continue;
    const behind = text
      .slice(local.length + 1)
      .split('.')
      .filter((each) => each !== '');
    const imported = spanOf(statement);
    const upTo = (length: number) => ({ start: node.start, end: node.start + length });
    const last = local.slice(local.lastIndexOf('.') + 1);
    const [next, ...rest] = behind;
    if (name === undefined || (next !== undefined && !isClassName(name) && isClassName(next))) {
      if (next === undefined) continue;
      const path = name === undefined ? module : `${module}.${name}`;
      return {
        span: upTo(local.length + 1 + next.length),
        imported,
        module: path,
        name: next,
        last: next,
        rest,
        viaModule: true,
      };
    }
    return { span: upTo(local.length), imported, module, name, last, rest: behind, viaModule: false };
  }
  return undefined;
}

function isClassName(name: string): boolean {
  return /^_?[A-Z]/.test(name) && /[a-z]/.test(name);
}

function all(root: Node, wanted: (node: Node) => boolean): readonly Node[] {
  const found: Node[] = [];
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (wanted(node)) found.push(node);
    for (let at = node.children.length - 1; at >= 0; at--) {
      const next = node.children[at];
      if (next) waiting.push(next);
    }
  }
  return found;
}
