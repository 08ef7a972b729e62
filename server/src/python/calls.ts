import type { Span } from '../text.ts';
import { globalsNamed, splat } from './collections.ts';
import { attributeNamed, evaluate, isBuiltin, lookUp, pathOf } from './evaluate.ts';
import { cleandoc, dedent } from './formatting.ts';
import { apply } from './functions.ts';
import { builtin, method } from './methods.ts';
import { child, type Node, named, textOf } from './parse.ts';
import type { Run } from './run.ts';
import { assign, type Scope } from './scope.ts';
import { hasHoles } from './texts.ts';
import { type Call, itemsOf, sequence, unknown, type Value } from './values.ts';

/** The arguments of a call, evaluated. */
export interface Given {
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  readonly open: boolean;
}

/** A call: carried out where Python alone says what it does, else handed to the host. */
export function callOf(run: Run, scope: Scope, node: Node): Value {
  const [callee, args] = [child(node, 'function'), child(node, 'arguments')];
  if (!callee || !args) return unknown(node, 'it is not finished');
  const target = evaluate(run, scope, callee);
  const given = givenTo(run, scope, args);
  const span = { start: node.start, end: node.end };
  if (changesList(run, scope, callee, given)) return { kind: 'none', span };
  return invoke(run, target, given, span, { start: callee.start, end: callee.end });
}

/** `target(…)`. */
function invoke(run: Run, target: Value, given: Given, span: Span, head: Span): Value {
  if (target.kind === 'function') return apply(run, target, given, span);
  if (target.kind === 'operator' && target.operator === 'any of') {
    return perhapsEach(run, target.operands, given, span, head);
  }
  if (target.kind === 'reference') {
    const value = plain(run, target.path, target.name, target.of, given, span);
    if (value) return value;
  }
  const known = target.kind === 'reference' || target.kind === 'class' || target.kind === 'call';
  const call: Call = {
    kind: 'call',
    span,
    head,
    path: known ? pathOf(target) : '',
    name: target.kind === 'reference' || target.kind === 'class' || target.kind === 'call' ? target.name : '',
    of: target.kind === 'reference' ? target.of : target,
    ...given,
  };
  return run.host.call(call, run) ?? call;
}

/** Functions of the multidb template: all of them, or the one of the engine at hand as the host says. */
function perhapsEach(run: Run, targets: readonly Value[], given: Given, span: Span, head: Span): Value {
  for (const target of targets) invoke(run, target, given, span, head);
  return { kind: 'none', span };
}

function givenTo(run: Run, scope: Scope, node: Node): Given {
  const positional: Value[] = [];
  const keywords = new Map<string, Value>();
  let open = false;
  if (node.type === 'generator_expression') return { positional: [evaluate(run, scope, node)], keywords, open };
  for (const each of named(node)) {
    if (each.type === 'keyword_argument') {
      const [name, value] = [child(each, 'name'), child(each, 'value')];
      if (name && value) keywords.set(textOf(run.tree, name), evaluate(run, scope, value));
    } else if (each.type === 'list_splat') {
      const items = itemsOf(splat(run, scope, each));
      if (items) positional.push(...items);
      else open = true;
    } else if (each.type === 'dictionary_splat') {
      const value = splat(run, scope, each);
      if (value.kind !== 'dictionary') open = true;
      else for (const { key, value: one } of value.entries) if (key.kind === 'text') keywords.set(key.text, one);
    } else if (!each.broken) positional.push(evaluate(run, scope, each));
  }
  return { positional, keywords, open };
}

/** What Python's own functions and methods do with constants. */
function plain(
  run: Run,
  path: string,
  name: string,
  of: Value | undefined,
  given: Given,
  span: Span,
): Value | undefined {
  const [first, second] = given.positional;
  if (of?.kind === 'call' && of.path === 'globals' && name === 'get' && first) {
    const isGone = first.kind === 'text' && !hasHoles(first) && !run.module.names.has(first.text);
    return isGone ? (second ?? { kind: 'none', span }) : globalsNamed(run, first, span);
  }
  if (of) {
    const value = method(span, of, name, given.positional, given.keywords);
    if (value) return value;
  }
  if (path === 'textwrap.dedent' || path === 'inspect.cleandoc') {
    if (first?.kind !== 'text') return undefined;
    return name === 'dedent' ? dedent(span, first) : cleandoc(span, first);
  }
  if (path === 'getattr' && first && second?.kind === 'text' && !hasHoles(second))
    return attributeNamed(run, first, second.text, span);
  if (path === 'eval' && first?.kind === 'text') return evaluated(run, first, span);
  if (path === 'dict' && given.positional.length === 0 && !given.open) {
    const entries = [...given.keywords].map(([key, value]) => ({
      key: { kind: 'text', span, text: key, pieces: [{ at: 0, length: key.length, span }] } as const,
      value,
    }));
    return { kind: 'dictionary', span, entries };
  }
  return isBuiltin(path) ? builtin(span, path, given.positional) : undefined;
}

/** `eval("upgrade_%s" % engine_name)` of old multidb templates. */
function evaluated(run: Run, source: Value & { readonly kind: 'text' }, span: Span): Value | undefined {
  const name = source.text.trim().replace(/\(\)$/, '');
  if (!/^[\w{}%]+$/.test(name)) return undefined;
  const parts = name.split(/\{[^}]*\}|%s/);
  if (!hasHoles(source)) return lookUp(run, run.module, name, span);
  const found = [...run.module.names.values()].filter(
    (value) => value.kind === 'function' && value.name.startsWith(parts[0] ?? '') && parts[0] !== '',
  );
  return { kind: 'operator', span, operator: 'any of', operands: found };
}

/** `rows.append(row)` and its like give the name another value. */
function changesList(run: Run, scope: Scope, callee: Node, given: Given): boolean {
  const [object, attribute] = callee.type === 'attribute' ? [child(callee, 'object'), child(callee, 'attribute')] : [];
  if (object?.type !== 'identifier' || !attribute) return false;
  const name = textOf(run.tree, object);
  const before = scope.names.get(name);
  const [item] = given.positional;
  if (!item || (before?.kind !== 'sequence' && before?.kind !== 'dictionary')) return false;
  const after = changed(before, textOf(run.tree, attribute), item);
  if (!after) return false;
  const certain = run.loops === 0 && run.conditions === 0;
  assign(scope, name, certain ? after : unknown(before.span, `\`${name}\` is filled when it runs`));
  return true;
}

function changed(before: Value, method: string, item: Value): Value | undefined {
  if (before.kind === 'dictionary' && method === 'update' && item.kind === 'dictionary') {
    return { ...before, entries: [...before.entries, ...item.entries] };
  }
  if (before.kind !== 'sequence' || before.items.length > 10_000) return undefined;
  const items = itemsOf(item);
  if (method === 'append' || method === 'add') return sequence(before.span, [...before.items, item], before.type);
  if (method === 'extend' && items) return sequence(before.span, [...before.items, ...items], before.type);
  return undefined;
}
