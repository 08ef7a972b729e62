import type { Span } from '../text.ts';
import { holeFor, percent } from './formatting.ts';
import { concat } from './texts.ts';
import { type Dictionary, itemsOf, sameValue, sequence, type Text, truthValue, unknown, type Value } from './values.ts';

const most = 10_000;
const longestSearch = 1000;

/** `left operator right`. `written` is the source of either side, for the name of a hole. */
export function binary(
  span: Span,
  operator: string,
  left: Value,
  right: Value,
  written: (value: Value) => string,
): Value {
  if (left.kind === 'text' && operator === '%') return percent(span, left, right);
  if (operator === '+' && (left.kind === 'text' || right.kind === 'text')) {
    const parts = [left, right].map((each) => (each.kind === 'text' ? each : partly(each, written)));
    return concat(span, parts) ?? unknown(span, 'the text is too long');
  }
  if (left.kind === 'sequence' && right.kind === 'sequence')
    return onSequences(span, operator, left.items, right.items, left.type);
  if (left.kind === 'dictionary' && right.kind === 'dictionary' && operator === '|') return merged(span, left, right);
  if (left.kind === 'number' && right.kind === 'number') return arithmetic(span, operator, left.value, right.value);
  if (operator === '*') return repeated(span, left, right);
  return { kind: 'operator', span, operator, operands: [left, right] };
}

/** `left operator right` as a test; a value of kind `operator` where it is no test of constants. */
export function compare(span: Span, operator: string, left: Value, right: Value): Value {
  const answer = decide(operator, left, right);
  return answer === undefined
    ? { kind: 'operator', span, operator, operands: [left, right] }
    : truthValue(span, answer);
}

function decide(operator: string, left: Value, right: Value): boolean | undefined {
  switch (operator) {
    case '==':
    case 'is':
      return sameValue(left, right);
    case '!=':
    case '<>':
    case 'is not':
      return not(sameValue(left, right));
    case 'in':
      return contained(left, right);
    case 'not in':
      return not(contained(left, right));
    default:
      return ordered(operator, left, right);
  }
}

function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}

function contained(item: Value, whole: Value): boolean | undefined {
  if (whole.kind === 'text') {
    if (item.kind !== 'text' || [...whole.pieces, ...item.pieces].some((piece) => piece.hole)) return undefined;
    return whole.text.includes(item.text);
  }
  const items = itemsOf(whole);
  if (!items || items.length > longestSearch) return undefined;
  const answers = items.map((each) => sameValue(item, each));
  return answers.includes(true) ? true : answers.includes(undefined) ? undefined : false;
}

function ordered(operator: string, left: Value, right: Value): boolean | undefined {
  if (left.kind !== 'number' || right.kind !== 'number') return undefined;
  switch (operator) {
    case '<':
      return left.value < right.value;
    case '<=':
      return left.value <= right.value;
    case '>':
      return left.value > right.value;
    case '>=':
      return left.value >= right.value;
    default:
      return undefined;
  }
}

function partly(value: Value, written: (value: Value) => string): Text {
  return holeFor(value.span, written(value), value);
}

function onSequences(
  span: Span,
  operator: string,
  left: readonly Value[],
  right: readonly Value[],
  type: 'list' | 'tuple' | 'set',
): Value {
  if ((operator === '+' || operator === '|') && left.length + right.length <= most)
    return sequence(span, [...left, ...right], type);
  if (operator === '-')
    return sequence(
      span,
      left.filter((each) => !right.some((other) => sameValue(each, other))),
      type,
    );
  return unknown(span, 'it is computed when it runs');
}

function merged(span: Span, left: Dictionary, right: Dictionary): Value {
  if (left.entries.length + right.entries.length > most) return unknown(span, 'the dictionary is too large');
  return { kind: 'dictionary', span, entries: [...left.entries, ...right.entries] };
}

function arithmetic(span: Span, operator: string, left: number, right: number): Value {
  const result = {
    '+': left + right,
    '-': left - right,
    '*': left * right,
    '/': left / right,
    '//': Math.floor(left / right),
    '%': left - right * Math.floor(left / right),
    '**': left ** right,
  }[operator];
  return result === undefined || !Number.isFinite(result)
    ? unknown(span, 'it is computed when it runs')
    : { kind: 'number', span, value: result };
}

function repeated(span: Span, left: Value, right: Value): Value {
  const [times, value] =
    left.kind === 'number' ? [left.value, right] : [right.kind === 'number' ? right.value : 0, left];
  if (left.kind !== 'number' && right.kind !== 'number')
    return { kind: 'operator', span, operator: '*', operands: [left, right] };
  if (times > most) return unknown(span, 'it is too long');
  if (value.kind === 'text') {
    return (
      concat(
        span,
        Array.from({ length: Math.max(0, times) }, () => value),
      ) ?? unknown(span, 'the text is too long')
    );
  }
  if (value.kind === 'sequence' && value.items.length * times <= most) {
    return sequence(span, Array.from({ length: Math.max(0, Math.floor(times)) }, () => value.items).flat(), value.type);
  }
  return { kind: 'operator', span, operator: '*', operands: [left, right] };
}
