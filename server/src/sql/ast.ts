import type { Node, RangeVar } from 'libpg-query';
import type { Name } from '../model/operation.ts';

/** Accessors of libpg-query's tree, whose fields are all optional because protobuf leaves defaults out. */

export function strings(nodes: readonly Node[] | undefined): readonly string[] {
  return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
}

export function relationName(relation: RangeVar | undefined): Name {
  return named(relation?.schemaname, relation?.relname ?? '');
}

/** A dotted name as a list of strings; only the last two parts say which object it is. */
export function listName(parts: readonly string[]): Name {
  return named(parts.at(-2), parts.at(-1) ?? '');
}

/** The name that a node of `DROP`, `COMMENT` … gives its object: a list, a type or a string. */
export function objectParts(node: Node | undefined): readonly string[] {
  if (!node) return [];
  if ('List' in node) return strings(node.List.items);
  if ('TypeName' in node) return strings(node.TypeName.names);
  if ('ObjectWithArgs' in node) return strings(node.ObjectWithArgs.objname);
  if ('String' in node) return [node.String.sval ?? ''];
  return [];
}

function named(schema: string | undefined, name: string): Name {
  return schema === undefined ? { name } : { schema, name };
}

/** Every relation that a tree names, wherever it stands; not what its `WITH` clauses define. */
export function relationsIn(tree: unknown): readonly Name[] {
  const found = new Map<string, Name>();
  const defined = new Set<string>();
  collect(tree, found, defined);
  return [...found.values()].filter((name) => name.schema !== undefined || !defined.has(name.name));
}

function collect(tree: unknown, found: Map<string, Name>, defined: Set<string>): void {
  if (Array.isArray(tree)) {
    for (const each of tree) collect(each, found, defined);
    return;
  }
  if (typeof tree !== 'object' || tree === null) return;
  if ('ctename' in tree && typeof tree.ctename === 'string') defined.add(tree.ctename);
  if ('relname' in tree && typeof tree.relname === 'string') {
    const schema = 'schemaname' in tree && typeof tree.schemaname === 'string' ? tree.schemaname : undefined;
    found.set(JSON.stringify([schema, tree.relname]), named(schema, tree.relname));
  }
  for (const each of Object.values(tree)) collect(each, found, defined);
}
