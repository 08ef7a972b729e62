import type { Span } from '../text.ts';
import { binaryOf, unaryOf, writtenAs } from './arithmetic.ts';
import { callOf } from './calls.ts';
import { classOf } from './classes.ts';
import { dictionaryOf, elements, subscriptOf } from './collections.ts';
import { comprehensionOf } from './comprehensions.ts';
import { booleanOf, comparisonOf, conditionalOf, negated } from './conditions.ts';
import { binary } from './operators.ts';
import { child, type Node, named, spanOf, textOf } from './parse.ts';
import type { Run } from './run.ts';
import { assign, type Pending, type Scope } from './scope.ts';
import { concatenated, stringOf } from './strings.ts';
import { isConstant, sequence, truthValue, unknown, type Value } from './values.ts';

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

function numberOf(node: Node, written: string): Value {
  const value = Number(written.replace(/_/g, '').replace(/[lLjJ]$/, ''));
  return Number.isNaN(value) ? unknown(node, 'it is no plain number') : { kind: 'number', span: node, value };
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
  // Neither has such an attribute: it is a member of an Enum, which stands here for its value.
  if (name === 'value' && (of.kind === 'text' || of.kind === 'number')) return of;
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

/** A run of code that happens only if a test holds that is not known here. */
export function perhaps<T>(run: Run, action: () => T): T {
  run.conditions++;
  const result = action();
  run.conditions--;
  return result;
}
