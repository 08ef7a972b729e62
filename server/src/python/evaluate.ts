import type { Span } from '../text.ts';
import { callOf } from './calls.ts';
import { holeFor, shown } from './formatting.ts';
import { binary, compare } from './operators.ts';
import { child, type Node, named, textOf } from './parse.ts';
import type { Run } from './run.ts';
import { assign, type Pending, type Scope, scopeUnder } from './scope.ts';
import { decode, partsOf, prefixOf } from './string-literals.ts';
import { concat, hasHoles, slice, text } from './texts.ts';
import {
  type Dictionary,
  isConstant,
  itemsOf,
  sameValue,
  sequence,
  type Text,
  truthOf,
  truthValue,
  unknown,
  type Value,
  whyUnknown,
} from './values.ts';

/** Expressions nested deeper than this are not followed, so that no text can exhaust the stack. */
const deepest = 120;

/** What the expression is worth. Calls of functions of this file are carried out; the host hears of all others. */
export function evaluate(run: Run, scope: Scope, node: Node): Value {
  if (run.budget-- <= 0) return unknown(node, 'the code is too long to follow');
  if (run.depth >= deepest) return unknown(node, 'it is nested too deep');
  run.depth++;
  const value = expression(run, scope, node);
  run.depth--;
  return value;
}

/** The value of a name at this place. */
export function lookUp(run: Run, scope: Scope, name: string, span: Span): Value {
  for (let each: Scope | undefined = scope; each; each = each.parent) {
    const known = each.names.get(name);
    if (known) return known;
    const pending = each.pending.get(name);
    if (pending) {
      each.pending.delete(name);
      each.names.set(name, unknown(span, `\`${name}\` is defined by itself`));
      const value = evaluatePending(run, each, pending);
      each.names.set(name, value);
      return value;
    }
  }
  const star = run.module.stars.findLast((module) => !module.startsWith('.'));
  return { kind: 'reference', span, path: star !== undefined && !builtins.has(name) ? `${star}.${name}` : name, name };
}

const builtins = new Set(
  'str len bool exit quit input vars dir hash id callable abs round divmod pow chr ord bytes bytearray memoryview slice property staticmethod classmethod setattr delattr AttributeError IndexError AssertionError LookupError SystemExit StopIteration Warning list tuple set frozenset sorted reversed iter dict range enumerate zip int float print globals locals eval getattr hasattr isinstance issubclass type any all min max sum map filter next open repr id super object Exception ValueError RuntimeError NotImplementedError KeyError TypeError'.split(
    ' ',
  ),
);

export function isBuiltin(name: string): boolean {
  return builtins.has(name);
}

function evaluatePending(run: Run, scope: Scope, pending: Pending): Value {
  const value = evaluate(run, scope, pending.value);
  if (!pending.before || !pending.operator) return value;
  return binary(value.span, pending.operator, evaluatePending(run, scope, pending.before), value, (each) =>
    writtenAs(run, each),
  );
}

function expression(run: Run, scope: Scope, node: Node): Value {
  switch (node.type) {
    case 'string':
      return stringOf(run, scope, node);
    case 'concatenated_string':
      return concatenated(run, scope, node);
    case 'identifier':
      return lookUp(run, scope, textOf(run.tree, node), node);
    case 'attribute':
      return attributeOf(run, scope, node);
    case 'call':
      return callOf(run, scope, node);
    case 'integer':
    case 'float':
      return numberOf(node, textOf(run.tree, node));
    case 'true':
    case 'false':
      return truthValue(node, node.type === 'true');
    case 'none':
      return { kind: 'none', span: node };
    case 'list':
    case 'tuple':
    case 'set':
    case 'expression_list':
    case 'pattern_list':
      return sequence(
        spanOf(node),
        elements(run, scope, node),
        node.type === 'list' || node.type === 'set' ? node.type : 'tuple',
      );
    case 'dictionary':
      return dictionaryOf(run, scope, node);
    case 'parenthesized_expression':
    case 'await': {
      const inside = named(node)[0];
      return inside ? evaluate(run, scope, inside) : unknown(node, 'it is not finished');
    }
    case 'binary_operator':
      return binaryOf(run, scope, node);
    case 'boolean_operator':
      return booleanOf(run, scope, node);
    case 'not_operator':
      return negated(run, scope, node);
    case 'unary_operator':
      return unaryOf(run, scope, node);
    case 'comparison_operator':
      return comparisonOf(run, scope, node);
    case 'conditional_expression':
      return conditionalOf(run, scope, node);
    case 'subscript':
      return subscriptOf(run, scope, node);
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
    case 'dictionary_comprehension':
      return comprehensionOf(run, scope, node);
    case 'named_expression': {
      const [name, value] = [child(node, 'name'), child(node, 'value')];
      if (!name || !value) return unknown(node, 'it is not finished');
      const result = evaluate(run, scope, value);
      assign(scope, textOf(run.tree, name), result);
      return result;
    }
    case 'lambda':
      return { kind: 'function', span: node, name: 'lambda', node, scope };
    case 'class_definition':
      return classOf(run, scope, node);
    default:
      return unknown(node, 'it is only known when it runs');
  }
}

function spanOf(node: Node): Span {
  return { start: node.start, end: node.end };
}

function numberOf(node: Node, written: string): Value {
  const value = Number(written.replace(/_/g, '').replace(/[lLjJ]$/, ''));
  return Number.isNaN(value) ? unknown(node, 'it is no plain number') : { kind: 'number', span: node, value };
}

function stringOf(run: Run, scope: Scope, node: Node): Value {
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
  return (value && plain && shown(value)) || holeFor(spanOf(node), textOf(run.tree, node));
}

function concatenated(run: Run, scope: Scope, node: Node): Value {
  const parts: Text[] = [];
  for (const each of named(node)) {
    const value = evaluate(run, scope, each);
    if (value.kind !== 'text') return unknown(node, whyUnknown(value));
    parts.push(value);
  }
  return concat(spanOf(node), parts) ?? unknown(node, 'the text is too long');
}

function attributeOf(run: Run, scope: Scope, node: Node): Value {
  const [object, attribute] = [child(node, 'object'), child(node, 'attribute')];
  if (!object || !attribute) return unknown(node, 'it is not finished');
  return attributeNamed(run, evaluate(run, scope, object), textOf(run.tree, attribute), spanOf(node));
}

/** `of.name`. */
export function attributeNamed(run: Run, of: Value, name: string, span: Span): Value {
  if (of.kind === 'class') {
    const member = of.members.get(name);
    if (member && isConstant(member)) return member;
  }
  const reference = { kind: 'reference', span, path: `${pathOf(of)}.${name}`, name, of } as const;
  return run.host.attribute(reference) ?? reference;
}

/** The dotted path under which attributes of a value are known. */
export function pathOf(value: Value): string {
  switch (value.kind) {
    case 'reference':
      return value.path;
    case 'call':
      return `${value.path}()`;
    case 'class':
    case 'function':
      return value.name;
    case 'text':
    case 'number':
    case 'truth':
    case 'none':
    case 'sequence':
    case 'dictionary':
    case 'operator':
    case 'unknown':
      return `<${value.kind}>`;
  }
}

function elements(run: Run, scope: Scope, node: Node): readonly Value[] {
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

function dictionaryOf(run: Run, scope: Scope, node: Node): Value {
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

/** Long chains of one operator lean to the left: they are walked, not descended. */
function binaryOf(run: Run, scope: Scope, node: Node): Value {
  const chain: Node[] = [];
  let first = node;
  for (let left: Node | undefined = node; left?.type === 'binary_operator'; left = child(left, 'left')) {
    chain.push(left);
    first = child(left, 'left') ?? first;
  }
  if (first.type === 'binary_operator') return unknown(node, 'it is not finished');
  let value = evaluate(run, scope, first);
  const long = longText(run, scope, value, chain);
  if (long) return long;
  for (const each of chain.reverse()) {
    const [operator, right] = [child(each, 'operator'), child(each, 'right')];
    if (!operator || !right) return unknown(node, 'it is not finished');
    const other = evaluate(run, scope, right);
    value = binary(spanOf(each), textOf(run.tree, operator), value, other, (one) => writtenAs(run, one));
  }
  return value;
}

/** A long chain of `+` over literals, put together at once. */
function longText(run: Run, scope: Scope, first: Value, chain: readonly Node[]): Value | undefined {
  if (chain.length < 8 || first.kind !== 'text') return undefined;
  const parts: Text[] = [first];
  for (const each of chain.toReversed()) {
    const right = child(each, 'right');
    if (child(each, 'operator')?.type !== '+' || (right?.type !== 'string' && right?.type !== 'concatenated_string'))
      return undefined;
    const value = evaluate(run, scope, right);
    if (value.kind !== 'text') return undefined;
    parts.push(value);
  }
  const span = chain[0] ? spanOf(chain[0]) : first.span;
  return concat(span, parts) ?? unknown(span, 'the text is too long');
}

/** How a value that is not known is named in the text that it is put into. */
function writtenAs(run: Run, value: Value): string {
  if (value.kind === 'reference') return value.name;
  const written = textOf(run.tree, value.span);
  return /^[\w.]{1,60}$/.test(written) ? written : 'value';
}

/** A run of code that happens only if a test holds that is not known here. */
export function perhaps<T>(run: Run, action: () => T): T {
  run.conditions++;
  const result = action();
  run.conditions--;
  return result;
}

function booleanOf(run: Run, scope: Scope, node: Node): Value {
  const [left, operator, right] = [child(node, 'left'), child(node, 'operator'), child(node, 'right')];
  if (!left || !operator || !right) return unknown(node, 'it is not finished');
  const first = evaluate(run, scope, left);
  const answer = truthOf(first);
  const and = textOf(run.tree, operator) === 'and';
  if (answer !== undefined) return answer === and ? evaluate(run, scope, right) : first;
  const second = perhaps(run, () => evaluate(run, scope, right));
  if (truthOf(second) === !and) return truthValue(spanOf(node), !and);
  return { kind: 'operator', span: spanOf(node), operator: and ? 'and' : 'or', operands: [first, second] };
}

function negated(run: Run, scope: Scope, node: Node): Value {
  const argument = child(node, 'argument');
  const value = argument ? evaluate(run, scope, argument) : unknown(node, 'it is not finished');
  const answer = truthOf(value);
  return answer === undefined
    ? { kind: 'operator', span: spanOf(node), operator: 'not', operands: [value] }
    : truthValue(spanOf(node), !answer);
}

function unaryOf(run: Run, scope: Scope, node: Node): Value {
  const [operator, argument] = [child(node, 'operator'), child(node, 'argument')];
  if (!operator || !argument) return unknown(node, 'it is not finished');
  const value = evaluate(run, scope, argument);
  const sign = textOf(run.tree, operator);
  if (value.kind === 'number' && sign !== '~')
    return { ...value, span: spanOf(node), value: sign === '-' ? -value.value : value.value };
  return { kind: 'operator', span: spanOf(node), operator: sign, operands: [value] };
}

function comparisonOf(run: Run, scope: Scope, node: Node): Value {
  const operators = node.children.filter((each) => each.field === 'operators');
  const operands = named(node).filter((each) => each.field !== 'operators');
  const values = operands.map((each) => evaluate(run, scope, each));
  const tests: Value[] = [];
  for (const [index, operator] of operators.entries()) {
    const [left, right] = [values[index], values[index + 1]];
    if (!left || !right) return unknown(node, 'it is not finished');
    tests.push(compare(spanOf(node), textOf(run.tree, operator).replace(/\s+/g, ' '), left, right));
  }
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  const answers = tests.map(truthOf);
  if (answers.includes(false)) return truthValue(spanOf(node), false);
  return answers.includes(undefined) ? unknown(node, 'it is computed when it runs') : truthValue(spanOf(node), true);
}

function conditionalOf(run: Run, scope: Scope, node: Node): Value {
  const [then, condition, otherwise] = named(node);
  if (!then || !condition || !otherwise) return unknown(node, 'it is not finished');
  const answer = truthOf(evaluate(run, scope, condition));
  if (answer !== undefined) return evaluate(run, scope, answer ? then : otherwise);
  const [first, second] = perhaps(run, () => [evaluate(run, scope, then), evaluate(run, scope, otherwise)]);
  return first && second && sameValue(first, second)
    ? first
    : unknown(node, 'it depends on a condition that is only known when it runs');
}

function subscriptOf(run: Run, scope: Scope, node: Node): Value {
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
function globalsNamed(run: Run, key: Value, span: Span): Value {
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

function comprehensionOf(run: Run, scope: Scope, node: Node): Value {
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
  return unknown(span, 'it is another one in every round of a loop');
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
        item ?? unknown(spanOf(each), items ? 'there are fewer values than names' : memberReason(run, each)),
      );
  }
}

function memberReason(run: Run, target: Node): string {
  return `\`${textOf(run.tree, target)}\` is only known when it runs`;
}

function classOf(run: Run, scope: Scope, node: Node): Value {
  const [name, bases, body] = [child(node, 'name'), child(node, 'superclasses'), child(node, 'body')];
  const inner = scopeUnder(scope);
  for (const statement of body ? named(body) : []) {
    const assignment = statement.type === 'expression_statement' ? statement.children[0] : undefined;
    const [left, right] =
      assignment?.type === 'assignment' ? [child(assignment, 'left'), child(assignment, 'right')] : [];
    if (left?.type === 'identifier' && right) assign(inner, textOf(run.tree, left), evaluate(run, inner, right));
  }
  const supers = bases ? named(bases).filter((each) => each.type !== 'keyword_argument') : [];
  return {
    kind: 'class',
    span: spanOf(name ?? node),
    name: name ? textOf(run.tree, name) : '',
    bases: supers.map((each) => evaluate(run, scope, each)),
    members: inner.names,
  };
}

/** A text that the program itself makes, such as the name of the engine. */
export function madeText(span: Span, value: string): Text {
  return text(span, value);
}
