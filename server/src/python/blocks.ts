import { restore } from './branches.ts';
import { bind } from './comprehensions.ts';
import { evaluate, perhaps } from './evaluate.ts';
import { execute, type Flow } from './interpret.ts';
import { child, type Node, named } from './parse.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';

export function tryStatement(run: Run, scope: Scope, node: Node): Flow {
  const body = child(node, 'body');
  let flow: Flow = body ? execute(run, scope, body) : 'next';
  for (const clause of node.children) {
    const block = clause.children.find((each) => each.type === 'block');
    if (!block) continue;
    if (clause.type === 'except_clause' || clause.type === 'except_group_clause') {
      const names = new Map(scope.names);
      const { conditions } = run;
      perhaps(run, () => execute(run, scope, block));
      run.conditions = conditions;
      restore(scope, names);
    } else if (clause.type === 'else_clause' && flow === 'next') flow = execute(run, scope, block);
    else if (clause.type === 'finally_clause') {
      const last = execute(run, scope, block);
      if (last !== 'next') flow = last;
    }
  }
  return flow === 'raise' && node.children.some((each) => each.type === 'except_clause') ? 'next' : flow;
}

export function withStatement(run: Run, scope: Scope, node: Node): Flow {
  const clause = node.children.find((each) => each.type === 'with_clause');
  const body = child(node, 'body');
  const leave: (() => void)[] = [];
  for (const item of clause ? named(clause) : []) {
    const value = child(item, 'value') ?? item;
    const [managed, alias] =
      value.type === 'as_pattern' ? [named(value)[0], child(value, 'alias')] : [value, undefined];
    if (!managed) continue;
    run.statement = { start: managed.start, end: managed.end };
    const result = evaluate(run, scope, managed);
    const target = alias && (named(alias)[0] ?? alias);
    if (target) bind(run, scope, target, result);
    const end = run.host.enter(result, run);
    if (end) leave.push(end);
  }
  const flow = body ? execute(run, scope, body) : 'next';
  for (const end of leave.reverse()) end();
  return flow;
}
