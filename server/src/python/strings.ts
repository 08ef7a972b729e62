import { evaluate } from './evaluate.ts';
import { holeFor, shown } from './formatting.ts';
import { child, type Node, named, spanOf, textOf } from './parse.ts';
import type { Run } from './run.ts';
import type { Scope } from './scope.ts';
import { decode, partsOf, prefixOf } from './string-literals.ts';
import { concat } from './texts.ts';
import { type Text, unknown, type Value, whyUnknown } from './values.ts';

export function stringOf(run: Run, scope: Scope, node: Node): Value {
  const open = node.children[0];
  if (open?.type !== 'string_start') return unknown(node, 'the string is not finished');
  const { raw, format } = prefixOf(textOf(run.tree, open));
  const span = spanOf(node);
  const parts: Text[] = [];
  for (const part of partsOf(node)) {
    if (part.type === 'string_content') parts.push({ kind: 'text', span, ...decode(run.tree.text, part, raw, format) });
    else parts.push(interpolated(run, scope, part));
  }
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return concat(span, parts) ?? unknown(node, 'the text is too long');
}

function interpolated(run: Run, scope: Scope, node: Node): Text {
  const inside = child(node, 'expression');
  const plain =
    !child(node, 'type_conversion') &&
    !child(node, 'format_specifier') &&
    !node.children.some((each) => each.type === '=');
  const value = inside && evaluate(run, scope, inside);
  return (value && plain && shown(value)) || holeFor(spanOf(node), textOf(run.tree, node), value);
}

export function concatenated(run: Run, scope: Scope, node: Node): Value {
  const parts: Text[] = [];
  for (const each of named(node)) {
    const value = evaluate(run, scope, each);
    if (value.kind !== 'text') return unknown(node, whyUnknown(value));
    parts.push(value);
  }
  return concat(spanOf(node), parts) ?? unknown(node, 'the text is too long');
}
