import type { Node, RangeVar } from 'libpg-query';
import type { Name } from '../../model/name.ts';

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
  for (const node of objectsIn(tree)) {
    if ('ctename' in node && typeof node.ctename === 'string') defined.add(node.ctename);
    if ('relname' in node && typeof node.relname === 'string') {
      const schema = 'schemaname' in node && typeof node.schemaname === 'string' ? node.schemaname : undefined;
      found.set(JSON.stringify([schema, node.relname]), named(schema, node.relname));
    }
  }
  return [...found.values()].filter((name) => name.schema !== undefined || !defined.has(name.name));
}

/** `ONLY` stands before the relation. */
export function onlyIf(relation: RangeVar | undefined): { readonly only?: true } {
  return relation && !relation.inh ? { only: true } : {};
}

/** `ONLY` stands before every relation of the list. */
export function onlyIn(list: readonly Node[] | undefined): { readonly only?: true } {
  const relations = (list ?? []).flatMap((each) => ('RangeVar' in each ? [each.RangeVar] : []));
  return relations.length > 0 && relations.every(({ inh }) => !inh) ? { only: true } : {};
}

export function callsFunction(tree: unknown): boolean {
  for (const node of objectsIn(tree)) if ('FuncCall' in node) return true;
  return false;
}

/** Every object of a tree in the order of the text; a tree may be deeper than the call stack. */
export function* objectsIn(tree: unknown): Generator<object> {
  const waiting: unknown[] = [tree];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (typeof node !== 'object' || node === null) continue;
    yield node;
    for (const each of Object.values(node).reverse()) waiting.push(each);
  }
}

/** `(FULL)`, `(FULL true)`, `(FULL on)`, `(FULL 1)`; anything else turns it off. */
export function isOn(option: Node, name: string): boolean {
  if (!('DefElem' in option) || option.DefElem.defname !== name) return false;
  const { arg } = option.DefElem;
  if (arg === undefined) return true;
  if ('String' in arg) return /^(true|on)$/i.test(arg.String.sval ?? '');
  if ('Boolean' in arg) return arg.Boolean.boolval === true;
  return 'Integer' in arg && arg.Integer.ival === 1;
}
