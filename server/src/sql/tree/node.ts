import type { Name } from '../../model/name.ts';

/** A part of node-sql-parser's tree, whose published types promise more than it holds: every field is looked at before use. */
export type Node = Readonly<Record<string, unknown>>;

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The part behind a key; undefined where there is none. */
export function child(node: Node | undefined, ...path: readonly string[]): Node | undefined {
  let found: unknown = node;
  for (const key of path) found = isNode(found) ? found[key] : undefined;
  return isNode(found) ? found : undefined;
}

/** The parts behind a key; a single one is a list of one. */
export function children(node: Node | undefined, key: string): readonly Node[] {
  const found = node?.[key];
  if (Array.isArray(found)) return found.filter(isNode);
  return isNode(found) ? [found] : [];
}

/** The text at the end of a path; '' where there is none. */
export function textAt(node: Node | undefined, ...path: readonly string[]): string {
  const last = path.at(-1);
  const found = last === undefined ? undefined : child(node, ...path.slice(0, -1))?.[last];
  return typeof found === 'string' ? found : '';
}

/** A name; the tree keeps the doubled mark of a quoted one. */
export function nameAt(node: Node | undefined, key: string): string {
  return textAt(node, key).replaceAll('``', '`').replaceAll('""', '"');
}

/** `{ db, table }`, as every relation stands in the tree. */
export function relationAt(node: Node | undefined): Name {
  const [schema, name] = [nameAt(node, 'db'), nameAt(node, 'table')];
  return schema === '' ? { name } : { schema, name };
}

/** Every relation that a tree names, wherever it stands; not what its `WITH` clauses define. */
export function relationsIn(tree: unknown): readonly Name[] {
  const found = new Map<string, Name>();
  const defined = new Set<string>();
  for (const node of nodesIn(tree)) {
    if ('stmt' in node) defined.add(textAt(node, 'name', 'value'));
    if (!('db' in node) || typeof node.table !== 'string') continue;
    const name = relationAt(node);
    found.set(JSON.stringify(name), name);
  }
  return [...found.values()].filter((name) => name.schema !== undefined || !defined.has(name.name));
}

/** Every part of a tree in the order of the text; a tree may be deeper than the call stack. */
export function* nodesIn(tree: unknown): Generator<Node> {
  const waiting: unknown[] = [tree];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null) continue;
    if (isNode(next)) yield next;
    for (const each of Object.values(next).reverse()) waiting.push(each);
  }
}
