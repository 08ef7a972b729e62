import { bind, memberOf } from './comprehensions.ts';
import { evaluate } from './evaluate.ts';
import { execute, type Flow } from './interpret.ts';
import { child, type Node } from './parse.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { itemsOf, truthOf, unknown } from './values.ts';

export function forStatement(run: Run, scope: Scope, node: Node): Flow {
  const [left, right, body] = [child(node, 'left'), child(node, 'right'), child(node, 'body')];
  if (!left || !right || !body) return 'next';
  run.statement = { start: right.start, end: right.end };
  const whole = evaluate(run, scope, right);
  const items = itemsOf(whole);
  if (!items) return once(run, scope, body, () => bind(run, scope, left, memberOf(whole, left)));
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
  return once(run, scope, body, () => undefined);
}

/** A loop whose rounds are not known: its body is read once, and what it changes is not known behind it. */
function once(run: Run, scope: Scope, body: Node, begin: () => void): Flow {
  const before = new Map(scope.names);
  const { conditions, skipped, broken } = run;
  run.loops++;
  run.conditions++;
  begin();
  execute(run, scope, body);
  Object.assign(run, { conditions, skipped, broken });
  run.loops--;
  for (const [name, value] of scope.names) {
    if (before.get(name) === value || !before.has(name)) continue;
    scope.names.set(name, unknown(value.span, `\`${name}\` changes in a loop`));
  }
  return 'next';
}
