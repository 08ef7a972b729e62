import { tryStatement, withStatement } from './blocks.ts';
import { ifStatement, matchStatement } from './branches.ts';
import { bind } from './comprehensions.ts';
import { evaluate } from './evaluate.ts';
import { forStatement, whileStatement } from './loops.ts';
import { functionOf, importInto } from './module.ts';
import { binary } from './operators.ts';
import { child, type Node, named, textOf } from './parse.ts';
import type { Run } from './run.ts';
import { assign, type Scope } from './scope.ts';
import { unknown, type Value } from './values.ts';

/** How a run of statements ends. `next`: it goes on behind them. */
export type Flow = 'next' | 'return' | 'raise' | 'break' | 'continue';

/** Carries out the statements of a block, one after the other. */
export function execute(run: Run, scope: Scope, block: Node): Flow {
  for (const each of named(block)) {
    if (run.budget <= 0) return 'return';
    const flow = statement(run, scope, each);
    if (flow !== 'next') return flow;
  }
  return 'next';
}

function statement(run: Run, scope: Scope, node: Node): Flow {
  run.budget--;
  run.statement = { start: node.start, end: node.end };
  switch (node.type) {
    case 'expression_statement':
      return expressionStatement(run, scope, node);
    case 'return_statement': {
      const value = named(node)[0];
      const returned = value ? evaluate(run, scope, value) : ({ kind: 'none', span: node } as const);
      run.stack.at(-1)?.returned.push(returned);
      return 'return';
    }
    case 'raise_statement':
      return 'raise';
    case 'break_statement':
      return 'break';
    case 'continue_statement':
      return 'continue';
    case 'if_statement':
      return ifStatement(run, scope, node);
    case 'for_statement':
      return forStatement(run, scope, node);
    case 'while_statement':
      return whileStatement(run, scope, node);
    case 'try_statement':
      return tryStatement(run, scope, node);
    case 'with_statement':
      return withStatement(run, scope, node);
    case 'match_statement':
      return matchStatement(run, scope, node);
    case 'import_statement':
    case 'import_from_statement':
      importInto(run.tree, scope, node);
      return 'next';
    case 'function_definition': {
      const value = functionOf(run.tree, scope, node);
      if (value) assign(scope, value.name, value);
      return 'next';
    }
    case 'decorated_definition': {
      const definition = child(node, 'definition');
      return definition ? statement(run, scope, definition) : 'next';
    }
    case 'class_definition': {
      const name = child(node, 'name');
      if (name) assign(scope, textOf(run.tree, name), evaluate(run, scope, node));
      return 'next';
    }
    case 'block':
    case 'ERROR':
      return execute(run, scope, node);
    default:
      if (node.type === 'call' || node.type === 'await') evaluate(run, scope, node);
      return 'next';
  }
}

function expressionStatement(run: Run, scope: Scope, node: Node): Flow {
  for (const each of named(node)) {
    if (each.type === 'assignment') assignment(run, scope, each);
    else if (each.type === 'augmented_assignment') augmented(run, scope, each);
    else {
      const value = evaluate(run, scope, each.type === 'yield' ? (named(each)[0] ?? each) : each);
      if (value.kind === 'call' && value.span.start === each.start && value.span.end === each.end)
        run.host.discarded(value, run);
    }
  }
  return 'next';
}

function assignment(run: Run, scope: Scope, node: Node): void {
  const targets: Node[] = [];
  let value: Node | undefined = node;
  for (; value?.type === 'assignment'; value = child(value, 'right')) {
    const left = child(value, 'left');
    if (left) targets.push(left);
  }
  if (!value) return;
  const result = evaluate(run, scope, value);
  for (const target of targets) bind(run, scope, target, renamed(run, result, target));
}

/** A value that is not known is from here on called by the name it was given. */
function renamed(run: Run, value: Value, target: Node): Value {
  if (value.kind !== 'unknown' || target.type !== 'identifier') return value;
  return unknown(
    value.span,
    value.why.startsWith('it is') ? `\`${textOf(run.tree, target)}\`${value.why.slice(2)}` : value.why,
  );
}

function augmented(run: Run, scope: Scope, node: Node): void {
  const [left, operator, right] = [child(node, 'left'), child(node, 'operator'), child(node, 'right')];
  if (!left || !operator || !right) return;
  const value = binary(
    { start: node.start, end: node.end },
    textOf(run.tree, operator).slice(0, -1),
    evaluate(run, scope, left),
    evaluate(run, scope, right),
    (each) => (each.kind === 'reference' ? each.name : 'value'),
  );
  bind(run, scope, left, value);
}
