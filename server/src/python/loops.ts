import { bind, memberOf } from './comprehensions.ts';
import { evaluate } from './evaluate.ts';
import { execute, type Flow } from './interpret.ts';
import { child, type Node, named, textOf } from './parse.ts';
import type { Loop, Run } from './run.ts';
import type { Scope } from './scope.ts';
import { itemsOf, truthOf, unknown } from './values.ts';

export function forStatement(run: Run, scope: Scope, node: Node): Flow {
  const [left, right, body] = [child(node, 'left'), child(node, 'right'), child(node, 'body')];
  if (!left || !right || !body) return 'next';
  run.statement = { start: right.start, end: right.end };
  const whole = evaluate(run, scope, right);
  const items = itemsOf(whole);
  const head = { start: node.start, end: right.end };
  if (!items) return once(run, scope, body, { head, over: whole }, () => bind(run, scope, left, memberOf(whole, left)));
  const { skipped, broken } = run;
  for (const item of items) {
    if (run.budget <= 0) break;
    run.skipped = skipped;
    bind(run, scope, left, item);
    const flow = execute(run, scope, body);
    if (flow === 'break') break;
    if (flow === 'return' || flow === 'raise') return flow;
  }
  Object.assign(run, { skipped, broken });
  const otherwise = child(node, 'alternative');
  const block = otherwise && child(otherwise, 'body');
  return block ? execute(run, scope, block) : 'next';
}

export function whileStatement(run: Run, scope: Scope, node: Node): Flow {
  const [test, body] = [child(node, 'condition'), child(node, 'body')];
  if (!test || !body) return 'next';
  run.statement = { start: test.start, end: test.end };
  if (truthOf(evaluate(run, scope, test)) === false) return 'next';
  return once(run, scope, body, { head: { start: node.start, end: test.end } }, () => undefined);
}

/** A loop whose rounds are not known: its body is read once, and what it changes is not known behind it. */
function once(run: Run, scope: Scope, body: Node, loop: Loop, begin: () => void): Flow {
  const before = new Map(scope.names);
  const { conditions, skipped, broken, loop: outer } = run;
  run.loops++;
  run.loop = loop;
  run.conditions++;
  for (const name of assignedIn(run, body)) {
    const value = before.get(name);
    if (value) scope.names.set(name, unknown(value.span, `\`${name}\` changes in a loop`, value));
  }
  begin();
  execute(run, scope, body);
  Object.assign(run, { conditions, skipped, broken, loop: outer });
  run.loops--;
  for (const [name, value] of scope.names) {
    if (before.get(name) === value || !before.has(name)) continue;
    scope.names.set(name, unknown(value.span, `\`${name}\` changes in a loop`, value));
  }
  return 'next';
}

/** The names that a round leaves with another value than it began with. */
function assignedIn(run: Run, body: Node): ReadonlySet<string> {
  const found = new Set<string>();
  const left: Node[] = [body];
  for (let node = left.pop(); node; node = left.pop()) {
    if (node.type === 'function_definition' || node.type === 'class_definition') continue;
    const target = /^(augmented_)?assignment$/.test(node.type) ? child(node, 'left') : undefined;
    const names = target && (target.type === 'identifier' ? [target] : named(target));
    for (const each of names ?? []) if (each.type === 'identifier') found.add(textOf(run.tree, each));
    left.push(...named(node));
  }
  return found;
}
