import { evaluate, pathOf, perhaps } from './evaluate.ts';
import { child, type Node, named, spanOf, textOf } from './parse.ts';
import type { Run } from './run.ts';
import { assign, type Scope, scopeUnder } from './scope.ts';
import { itemsOf, sequence, truthOf, unknown, type Value, whyUnknown } from './values.ts';

export function comprehensionOf(run: Run, scope: Scope, node: Node): Value {
  const inner = scopeUnder(scope);
  const body = child(node, 'body');
  const results: Value[] = [];
  let known = true;
  const clauses = named(node).filter((each) => each !== body);
  const go = (index: number): void => {
    const clause = clauses[index];
    if (!clause || !body) {
      if (body) results.push(resultOf(run, inner, body));
      return;
    }
    if (clause.type === 'if_clause') {
      const test = named(clause)[0];
      const answer = test && truthOf(evaluate(run, inner, test));
      if (answer === undefined) {
        known = false;
        perhaps(run, () => go(index + 1));
      } else if (answer) go(index + 1);
      return;
    }
    const [left, right] = [child(clause, 'left'), child(clause, 'right')];
    if (!left || !right) return;
    const whole = evaluate(run, inner, right);
    const items = itemsOf(whole);
    if (items) {
      for (const item of items) {
        if (run.budget <= 0) return;
        bind(run, inner, left, item);
        go(index + 1);
      }
      return;
    }
    known = false;
    run.loops++;
    bind(run, inner, left, memberOf(whole, left));
    perhaps(run, () => go(index + 1));
    run.loops--;
  };
  go(0);
  if (!known) return unknown(node, 'its members are only known when it runs');
  if (node.type !== 'dictionary_comprehension') {
    return sequence(spanOf(node), results, node.type === 'set_comprehension' ? 'set' : 'list');
  }
  const entries = results.flatMap((each) =>
    each.kind === 'sequence' && each.items[0] && each.items[1] ? [{ key: each.items[0], value: each.items[1] }] : [],
  );
  return { kind: 'dictionary', span: spanOf(node), entries };
}

function resultOf(run: Run, scope: Scope, body: Node): Value {
  if (body.type !== 'pair') return evaluate(run, scope, body);
  const [key, value] = [child(body, 'key'), child(body, 'value')];
  if (!key || !value) return unknown(body, 'it is not finished');
  return sequence(spanOf(body), [evaluate(run, scope, key), evaluate(run, scope, value)], 'tuple');
}

/** A member of something whose members are not known. */
export function memberOf(whole: Value, target: Node): Value {
  const span = spanOf(target);
  if (whole.kind === 'call' || whole.kind === 'reference')
    return { kind: 'reference', span, path: `${pathOf(whole)}[]`, name: '', of: whole };
  return unknown(span, whole.kind === 'unknown' ? whole.why : 'it is another one in every round of a loop', whole);
}

/** `target = value`, where the target is a name or several. */
export function bind(run: Run, scope: Scope, target: Node, value: Value): void {
  if (target.type === 'identifier') {
    assign(scope, textOf(run.tree, target), value);
    return;
  }
  if (target.type === 'attribute' || target.type === 'subscript') {
    run.host.stored(evaluate(run, scope, target), run);
    return;
  }
  const targets = named(target);
  const items = value.kind === 'sequence' ? value.items : undefined;
  const starred = targets.findIndex((each) => each.type === 'list_splat_pattern' || each.type === 'list_splat');
  for (const [index, each] of targets.entries()) {
    const after = index - targets.length;
    const item = starred < 0 || index < starred ? items?.[index] : index > starred ? items?.at(after) : undefined;
    if (index === starred) {
      const rest = items && sequence(value.span, items.slice(starred, items.length + after + 1 || undefined));
      for (const inner of named(each)) bind(run, scope, inner, rest ?? unknown(each, whyUnknown(value)));
    } else
      bind(
        run,
        scope,
        each,
        item ?? unknown(spanOf(each), items ? 'there are fewer values than names' : memberReason(run, each), value),
      );
  }
}

function memberReason(run: Run, target: Node): string {
  return `\`${textOf(run.tree, target)}\` is only known when it runs`;
}
