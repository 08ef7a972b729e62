import { child, type Node, type Tree, textOf } from './parse.ts';
import { assign, type Scope, scopeUnder } from './scope.ts';
import type { Value } from './values.ts';

/** The names that a module defines, also below `if` and `try`; nothing is evaluated yet. */
export function moduleScope(tree: Tree): Scope {
  const scope = scopeUnder(undefined);
  for (const statement of tree.root.children) declare(tree, scope, statement);
  return scope;
}

/** Puts what an import, `def` or assignment defines into the scope. Other statements define what stands in them. */
function declare(tree: Tree, scope: Scope, node: Node): void {
  switch (node.type) {
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement':
      importInto(tree, scope, node);
      return;
    case 'function_definition': {
      const value = functionOf(tree, scope, node);
      if (value) assign(scope, value.name, value);
      return;
    }
    case 'class_definition': {
      const name = child(node, 'name');
      if (name) scope.pending.set(textOf(tree, name), { value: node });
      return;
    }
    case 'expression_statement':
      for (const each of node.children) declareAssignment(tree, scope, each);
      return;
    case 'decorated_definition':
    case 'if_statement':
    case 'elif_clause':
    case 'else_clause':
    case 'try_statement':
    case 'except_clause':
    case 'finally_clause':
    case 'with_statement':
    case 'block':
    case 'ERROR':
      for (const each of node.children) declare(tree, scope, each);
      return;
  }
}

function declareAssignment(tree: Tree, scope: Scope, node: Node): void {
  const left = child(node, 'left');
  const right = child(node, 'right');
  if (left?.type !== 'identifier' || !right) return;
  const name = textOf(tree, left);
  if (node.type === 'assignment') {
    scope.names.delete(name);
    if (right.type === 'assignment') declareAssignment(tree, scope, right);
    scope.pending.set(name, { value: lastRight(right) });
  } else if (node.type === 'augmented_assignment') {
    const operator = child(node, 'operator');
    const before = scope.pending.get(name);
    if (before && operator)
      scope.pending.set(name, { value: right, operator: textOf(tree, operator).slice(0, -1), before });
  }
}

/** The value at the end of `a = b = value`. */
function lastRight(node: Node): Node {
  const right = node.type === 'assignment' ? child(node, 'right') : undefined;
  return right ? lastRight(right) : node;
}

export function functionOf(tree: Tree, scope: Scope, node: Node): (Value & { readonly kind: 'function' }) | undefined {
  const name = child(node, 'name');
  return (
    name && { kind: 'function', span: { start: node.start, end: name.end }, name: textOf(tree, name), node, scope }
  );
}

/** https://docs.python.org/3/reference/simple_stmts.html#import */
export function importInto(tree: Tree, scope: Scope, node: Node): void {
  const from = child(node, 'module_name');
  const prefix = from ? `${textOf(tree, from)}.` : node.type === 'future_import_statement' ? '__future__.' : '';
  if (node.children.some((each) => each.type === 'wildcard_import')) scope.stars.push(prefix.slice(0, -1));
  for (const each of node.children) {
    if (each.field !== 'name') continue;
    const path = textOf(tree, each.type === 'aliased_import' ? (child(each, 'name') ?? each) : each);
    const alias = each.type === 'aliased_import' ? child(each, 'alias') : undefined;
    if (alias) reference(scope, textOf(tree, alias), prefix + path, each);
    else if (prefix !== '') reference(scope, path, prefix + path, each);
    else reference(scope, path.split('.')[0] ?? path, path.split('.')[0] ?? path, each);
  }
}

function reference(scope: Scope, name: string, path: string, node: Node): void {
  const span = { start: node.start, end: node.end };
  assign(scope, name, { kind: 'reference', span, path, name: path.slice(path.lastIndexOf('.') + 1) });
}
