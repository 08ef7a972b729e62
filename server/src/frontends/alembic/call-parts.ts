import type { Operation } from '../../model/operation.ts';
import type { Node, Tree } from '../../python/parse.ts';
import { child, textOf } from '../../python/parse.ts';
import { type AuthorCall, argument, authorCall, givenValue } from './author-call.ts';
import { lastName } from './place.ts';

/**
 * What one call does besides its main operation, as the arguments that do it. Where a call has several parts, one of them
 * can be taken away without the others; `main` is the part that is the call itself.
 */
export type Part =
  | { readonly kind: 'main' }
  | {
      readonly kind: 'argument';
      readonly of: 'call' | 'column';
      readonly arguments: readonly Node[];
      readonly does: Operation['kind'];
    };

export type ArgumentPart = Extract<Part, { readonly kind: 'argument' }>;

export function partsOf(tree: Tree, call: AuthorCall): readonly Part[] {
  if (call.method === 'alter_column') return alterations(call);
  const column = call.method === 'add_column' ? columnOf(tree, call) : undefined;
  return [{ kind: 'main' }, ...(column ? hidden(tree, column) : [])];
}

/** The part that carries the operation out; undefined where that cannot be told. */
export function partFor(tree: Tree, parts: readonly Part[], operation: Operation): Part | undefined {
  if (operation.kind === 'addConstraint' && parts.length > 1) {
    const wanted = constraintCalls.get(operation.constraint.kind) ?? '';
    return parts.find(
      (part) => part.kind === 'argument' && part.arguments.some((each) => causeOf(tree, each) === wanted),
    );
  }
  return (
    parts.find((part) => part.kind === 'argument' && part.does === operation.kind) ??
    parts.find((part) => part.kind === 'main')
  );
}

/** `sa.Column(…)` among the arguments of `add_column`. */
export function columnOf(tree: Tree, call: AuthorCall): AuthorCall | undefined {
  for (const each of [...call.positional, ...call.keywords.values()]) {
    const found = authorCall(tree, givenValue(each));
    if (found?.method === 'Column') return found;
  }
  return undefined;
}

function alterations(call: AuthorCall): readonly Part[] {
  const part = (does: Operation['kind'], ...keywords: readonly string[]): readonly Part[] => {
    const found = keywords.flatMap((each) => argument(call, each) ?? []);
    return found.length > 0 && call.keywords.has(keywords[0] ?? '')
      ? [{ kind: 'argument', of: 'call', arguments: found, does }]
      : [];
  };
  const nullable = call.keywords.get('nullable');
  return [
    ...part('changeType', 'type_', 'postgresql_using'),
    ...(nullable ? part(isTrue(nullable) ? 'dropNotNull' : 'setNotNull', 'nullable') : []),
    ...part('setDefault', 'server_default'),
    ...part('other', 'comment'),
    ...part('renameColumn', 'new_column_name'),
    ...part('renameColumn', 'name'),
  ];
}

function isTrue(keyword: Node): boolean {
  return givenValue(keyword).type === 'true';
}

/** `index=True`, `unique=True`, `ForeignKey(…)` of a column emit statements of their own. */
function hidden(tree: Tree, column: AuthorCall): readonly Part[] {
  const index = column.keywords.get('index');
  const unique = column.keywords.get('unique');
  const on = (keyword: Node | undefined): keyword is Node => keyword !== undefined && isTrue(keyword);
  const part = (does: Operation['kind'], ...given: readonly Node[]): Part => ({
    kind: 'argument',
    of: 'column',
    arguments: given,
    does,
  });
  const constraints = column.positional.filter((each) =>
    ['ForeignKey', 'CheckConstraint'].includes(causeOf(tree, each)),
  );
  return [
    ...(on(index) ? [part('createIndex', index, ...(on(unique) ? [unique] : []))] : []),
    ...(on(unique) && !on(index) ? [part('addConstraint', unique)] : []),
    ...constraints.map((each) => part('addConstraint', each)),
  ];
}

/** `unique` of `unique=True`, `ForeignKey` of `sa.ForeignKey(…)`. */
function causeOf(tree: Tree, node: Node): string {
  const name = node.type === 'keyword_argument' ? child(node, 'name') : undefined;
  if (name) return textOf(tree, name);
  const callee = node.type === 'call' ? child(node, 'function') : undefined;
  return callee ? lastName(tree, callee) : '';
}

const constraintCalls: ReadonlyMap<string, string> = new Map([
  ['foreignKey', 'ForeignKey'],
  ['unique', 'unique'],
  ['check', 'CheckConstraint'],
]);
