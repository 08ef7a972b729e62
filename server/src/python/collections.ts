import type { Span } from '../text.ts';
import { evaluate, lookUp, pathOf } from './evaluate.ts';
import { child, type Node, named, spanOf } from './parse.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { hasHoles, slice } from './texts.ts';
import { type Dictionary, itemsOf, sameValue, sequence, unknown, type Value, whyUnknown } from './values.ts';

export function elements(run: Run, scope: Scope, node: Node): readonly Value[] {
  return named(node).flatMap((each) => {
    if (each.type !== 'list_splat') return [evaluate(run, scope, each)];
    const value = splat(run, scope, each);
    return itemsOf(value) ?? [unknown(each, whyUnknown(value))];
  });
}

/** What stands behind `*` or `**`. */
export function splat(run: Run, scope: Scope, node: Node): Value {
  const inside = named(node)[0];
  return inside ? evaluate(run, scope, inside) : unknown(node, 'it is not finished');
}

export function dictionaryOf(run: Run, scope: Scope, node: Node): Value {
  const entries: Dictionary['entries'][number][] = [];
  for (const each of named(node)) {
    if (each.type === 'dictionary_splat') {
      const value = splat(run, scope, each);
      if (value.kind === 'dictionary') entries.push(...value.entries);
      else entries.push({ key: unknown(each, whyUnknown(value)), value });
    }
    const [key, value] = [child(each, 'key'), child(each, 'value')];
    if (key && value) entries.push({ key: evaluate(run, scope, key), value: evaluate(run, scope, value) });
  }
  return { kind: 'dictionary', span: spanOf(node), entries };
}

export function subscriptOf(run: Run, scope: Scope, node: Node): Value {
  const [object, index] = [child(node, 'value'), child(node, 'subscript')];
  if (!object || !index) return unknown(node, 'it is not finished');
  const of = evaluate(run, scope, object);
  if (index.type === 'slice') return sliced(run, scope, node, of, index);
  return subscripted(run, of, evaluate(run, scope, index), spanOf(node));
}

/** `of[key]`. */
function subscripted(run: Run, of: Value, key: Value, span: Span): Value {
  if (of.kind === 'dictionary') {
    const found = of.entries.findLast((entry) => sameValue(entry.key, key));
    return found?.value ?? unknown(span, 'which entry it is is only known when it runs');
  }
  if (of.kind === 'sequence' && key.kind === 'number') {
    return of.items.at(key.value) ?? unknown(span, 'the list has no such member');
  }
  if (of.kind === 'text' && key.kind === 'number' && !hasHoles(of)) {
    const at = key.value < 0 ? of.text.length + key.value : key.value;
    return slice(of, at, at + 1);
  }
  if (of.kind === 'call' && of.path === 'globals') return globalsNamed(run, key, span);
  if (of.kind === 'reference' || of.kind === 'call' || of.kind === 'unknown') {
    const name = key.kind === 'text' ? key.text : '';
    return { kind: 'reference', span, path: `${pathOf(of)}[]`, name, of };
  }
  return unknown(span, 'it is only known when it runs');
}

/** `globals()["upgrade_%s" % name]`: a sequence of all the functions that may be meant. */
export function globalsNamed(run: Run, key: Value, span: Span): Value {
  if (key.kind !== 'text') return unknown(span, whyUnknown(key));
  if (!hasHoles(key)) return lookUp(run, run.module, key.text, span);
  const parts = key.pieces
    .filter((piece) => !piece.hole)
    .map((piece) => key.text.slice(piece.at, piece.at + piece.length));
  const found = [...run.module.names.values()].filter(
    (value) =>
      value.kind === 'function' &&
      parts.length > 0 &&
      parts.every((part) => value.name.includes(part)) &&
      value.name.startsWith(parts[0] ?? ''),
  );
  return { kind: 'operator', span, operator: 'any of', operands: found };
}

function sliced(run: Run, scope: Scope, node: Node, of: Value, range: Node): Value {
  const bounds: (number | undefined)[] = [undefined];
  for (const each of range.children) {
    if (each.type === ':') bounds.push(undefined);
    else if (each.named) {
      const value = evaluate(run, scope, each);
      if (value.kind !== 'number') return unknown(node, whyUnknown(value));
      bounds[bounds.length - 1] = value.value;
    }
  }
  const [from, to, step] = bounds;
  if (step === undefined && of.kind === 'sequence') return sequence(spanOf(node), of.items.slice(from, to), of.type);
  if (step === undefined && of.kind === 'text' && !hasHoles(of)) {
    const length = of.text.length;
    const at = (bound: number) => Math.max(0, bound < 0 ? length + bound : bound);
    return slice(of, at(from ?? 0), Math.max(at(from ?? 0), Math.min(length, at(to ?? length))));
  }
  return unknown(node, 'it is only known when it runs');
}
