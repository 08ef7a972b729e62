import type { Step } from '../../model/migration.ts';
import { child, type Node, named, type Tree, textOf } from '../../python/parse.ts';
import type { Span } from '../../text.ts';

/** Where a statement stands. */
export interface Place {
  readonly statement: Node;
  /** The block or module whose child it is. */
  readonly block: Node;
  /** The nodes from the module down to the block. */
  readonly path: readonly Node[];
}

/** The place of the statement that fills `span` exactly; undefined where there is none. */
export function placeOf(tree: Tree, span: Span): Place | undefined {
  const path: Node[] = [];
  let found: Place | undefined;
  let node: Node | undefined = tree.root;
  while (node) {
    path.push(node);
    const here: Node = node;
    const next: Node | undefined = here.children.find(
      (each) => each.start <= span.start && span.end <= each.end && each.end > each.start,
    );
    if (next && next.start === span.start && next.end === span.end && isBlock(here)) {
      found = { statement: next, block: here, path: [...path] };
    }
    node = next;
  }
  return found;
}

/** The place of the loop that the step stands in. */
export function loopAround(tree: Tree, { loop }: Step): Place | undefined {
  const start = loop?.head.start;
  const left: Node[] = [tree.root];
  for (let node = left.pop(); node && start !== undefined; node = left.pop()) {
    if (node.start === start && /^(for|while)_statement$/.test(node.type)) return placeOf(tree, node);
    left.push(...node.children.filter((each) => each.start <= start && start < each.end));
  }
  return undefined;
}

/** The same for a statement that is known, given where something inside it stands. */
export function placeOfOwner({ path }: Place): Place | undefined {
  const owner = path.at(-2);
  const block = path.at(-3);
  return owner && block && isBlock(block) ? { statement: owner, block, path: path.slice(0, -2) } : undefined;
}

function isBlock(node: Node): boolean {
  return node.type === 'block' || node.type === 'module';
}

export function statementsOf(block: Node): readonly Node[] {
  return named(block);
}

/** The whitespace before the first word of the line at `offset`. */
export function indentAt(tree: Tree, offset: number): string {
  const start = lineStart(tree, offset);
  return /^[ \t\f]*/.exec(tree.text.slice(start, start + 500))?.[0] ?? '';
}

export function lineStart(tree: Tree, offset: number): number {
  return tree.text.lastIndexOf('\n', offset - 1) + 1;
}

/** Behind the line's end. */
export function nextLine(tree: Tree, offset: number): number {
  const end = tree.text.indexOf('\n', offset);
  return end < 0 ? tree.text.length : end + 1;
}

/** The comment behind a statement on its last line, with the spaces before it. */
export function commentBehind(tree: Tree, statement: Node): string {
  const rest = tree.text.slice(statement.end, nextLine(tree, statement.end)).trimEnd();
  return /^[ \t]*#/.test(rest) ? rest : '';
}

/** `op.batch_alter_table(…)` of `with op.batch_alter_table(…) as batch_op:`, where the node is such a statement. */
export function batchOf(tree: Tree, node: Node | undefined): Node | undefined {
  return contextOf(tree, node, 'batch_alter_table');
}

/** `batch_op` of `with … as batch_op:`. */
export function aliasOf(tree: Tree, node: Node | undefined): string | undefined {
  const clause = node && named(node).find((each) => each.type === 'with_clause');
  const item = clause && named(clause)[0];
  const value = item && child(item, 'value');
  const alias = value?.type === 'as_pattern' ? child(value, 'alias') : undefined;
  return alias && textOf(tree, alias);
}

export function isAutocommit(tree: Tree, node: Node | undefined): boolean {
  return contextOf(tree, node, 'autocommit_block') !== undefined;
}

function contextOf(tree: Tree, node: Node | undefined, method: string): Node | undefined {
  if (node?.type !== 'with_statement') return undefined;
  const items = named(node).find((each) => each.type === 'with_clause');
  const [item, ...others] = items ? named(items) : [];
  const value = item && child(item, 'value');
  const call = value?.type === 'as_pattern' ? value.children[0] : value;
  const callee = call?.type === 'call' ? child(call, 'function') : undefined;
  return others.length === 0 && callee && lastName(tree, callee) === method ? call : undefined;
}

/** `create_index` of `op.create_index`. */
export function lastName(tree: Tree, callee: Node): string {
  return textOf(tree, child(callee, 'attribute') ?? callee);
}
