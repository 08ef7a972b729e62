import type { Span } from '../text.ts';
import { concat, hole, isHole, slice, text } from './texts.ts';
import { entryOf, sequence, type Text, unknown, type Value } from './values.ts';

/** `template % values`: what is not known stays as it is written (`%s`, `%(name)s`). */
export function percent(span: Span, template: Text, values: Value): Value {
  const positional = values.kind === 'sequence' && values.type === 'tuple' ? values.items : [values];
  let next = 0;
  return fill(span, template, /%(?:\((\w*)\))?([-+ #0]*\d*(?:\.\d+)?)([a-zA-Z%])/g, ([, name, flags, letter]) => {
    if (letter === '%') return 'sign';
    const value = name !== undefined ? named(values, name) : positional[next++];
    return flags === '' && (letter === 's' || letter === 'd' || letter === 'i') ? value : undefined;
  });
}

/** `template.format(…)`: what is not known stays as it is written (`{}`, `{name}`). */
export function format(
  span: Span,
  template: Text,
  positional: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): Value {
  let next = 0;
  return fill(span, template, /\{\{|\}\}|\{([^{}:!]*)([^{}]*)\}/g, ([whole, field, rest]) => {
    if (whole === '{{' || whole === '}}') return 'sign';
    if (rest !== '' || field === undefined) return undefined;
    const key = field.trim();
    if (key === '') return positional[next++];
    return /^\d+$/.test(key) ? positional[Number(key)] : keywords.get(key);
  });
}

/** What `str()` gives of a constant; undefined where it is none. */
export function shown(value: Value): Text | undefined {
  switch (value.kind) {
    case 'text':
      return value;
    case 'number':
      return text(value.span, String(value.value));
    case 'truth':
      return text(value.span, value.value ? 'True' : 'False');
    case 'none':
      return text(value.span, 'None');
    case 'sequence':
      return shownSequence(value.span, value.items, value.type);
    case 'dictionary':
    case 'reference':
    case 'call':
    case 'operator':
    case 'function':
    case 'class':
    case 'unknown':
      return undefined;
  }
}

/** `{name}` of the same length as the source, without signs that would end a string or a hole. */
export function holeFor(span: Span, written: string, given?: Value): Text {
  const inside =
    written.startsWith('{') && written.endsWith('}') && written.length > 1 ? written.slice(1, -1) : written;
  return hole(span, `{${inside.replace(/[^\w.]/g, '_')}}`, given);
}

function fill(
  span: Span,
  template: Text,
  pattern: RegExp,
  chosen: (match: RegExpExecArray) => Value | 'sign' | undefined,
): Value {
  const parts: Text[] = [];
  let done = 0;
  for (let match = pattern.exec(template.text); match; match = pattern.exec(template.text)) {
    const start = match.index;
    const end = pattern.lastIndex;
    const written = slice(template, start, end);
    if (isHole(written)) continue;
    const value = chosen(match);
    const known = value === 'sign' ? slice(template, start, start + 1) : value && shown(value);
    parts.push(slice(template, done, start), known ?? asHole(written, value === 'sign' ? undefined : value));
    done = end;
  }
  parts.push(slice(template, done, template.text.length));
  return concat(span, parts) ?? unknown(span, 'the text is too long');
}

function asHole(written: Text, given: Value | undefined): Text {
  return { ...written, pieces: written.pieces.map((piece) => ({ ...piece, hole: true, ...(given && { given }) })) };
}

function named(values: Value, name: string): Value | undefined {
  return values.kind === 'dictionary' ? entryOf(values, name) : undefined;
}

function shownSequence(span: Span, items: readonly Value[], type: 'list' | 'tuple' | 'set'): Text | undefined {
  const [open, close] = { list: ['[', ']'], tuple: ['(', items.length === 1 ? ',)' : ')'], set: ['{', '}'] }[type];
  const parts: Text[] = [text(span, open ?? '')];
  for (const [index, item] of items.entries()) {
    const one = shown(item);
    if (!one) return undefined;
    if (index > 0) parts.push(text(span, ', '));
    if (item.kind === 'text') parts.push(text(item.span, "'"), one, text(item.span, "'"));
    else parts.push(one);
  }
  parts.push(text(span, close ?? ''));
  return concat(span, parts);
}

/** `sep.join(items)`; an item that is not known becomes a hole. */
export function join(span: Span, separator: Text, items: readonly Value[]): Value {
  const parts: Text[] = [];
  for (const [index, item] of items.entries()) {
    if (index > 0) parts.push(separator);
    parts.push(item.kind === 'text' ? item : hole(item.span, '{item}', item));
  }
  return concat(span, parts) ?? unknown(span, 'the text is too long');
}

/** The lines of a text, each with its line end. */
export function linesOf(value: Text): readonly Text[] {
  const lines: Text[] = [];
  let from = 0;
  while (from < value.text.length) {
    const end = value.text.indexOf('\n', from);
    const to = end < 0 ? value.text.length : end + 1;
    lines.push(slice(value, from, to));
    from = to;
  }
  return lines;
}

/** https://docs.python.org/3/library/textwrap.html#textwrap.dedent */
export function dedent(span: Span, value: Text): Value {
  const lines = linesOf(value);
  const margin = marginOf(lines);
  return (
    concat(
      span,
      lines.map((line) => without(line, margin)),
    ) ?? unknown(span, 'the text is too long')
  );
}

/** https://docs.python.org/3/library/inspect.html#inspect.cleandoc */
export function cleandoc(span: Span, value: Text): Value {
  const [first, ...rest] = linesOf(value);
  if (!first) return value;
  const margin = marginOf(rest);
  const lines = [without(first, /^\s*/.exec(first.text)?.[0] ?? ''), ...rest.map((line) => without(line, margin))];
  while (lines.length > 0 && lines[0]?.text.trim() === '') lines.shift();
  while (lines.length > 0 && lines.at(-1)?.text.trim() === '') lines.pop();
  const whole = concat(span, lines) ?? value;
  return whole.text.endsWith('\n') ? slice(whole, 0, whole.text.length - 1) : whole;
}

function marginOf(lines: readonly Text[]): string {
  let margin: string | undefined;
  for (const line of lines) {
    const indent = /^[ \t]*/.exec(line.text)?.[0] ?? '';
    if (line.text.trim() === '') continue;
    if (margin === undefined) margin = indent;
    while (!indent.startsWith(margin)) margin = margin.slice(0, -1);
  }
  return margin ?? '';
}

function without(line: Text, margin: string): Text {
  if (line.text.trim() === '')
    return slice(line, Math.max(0, line.text.length - (line.text.endsWith('\n') ? 1 : 0)), line.text.length);
  return slice(line, margin.length, line.text.length);
}

export function split(span: Span, value: Text, separator: string | undefined): Value {
  const pattern = separator === undefined ? undefined : separator;
  const items: Text[] = [];
  if (pattern === undefined) {
    for (const match of value.text.matchAll(/\S+/g))
      items.push(slice(value, match.index, match.index + match[0].length));
    return sequence(span, items);
  }
  if (pattern === '') return unknown(span, 'the separator is empty');
  let from = 0;
  for (let at = value.text.indexOf(pattern); at >= 0; at = value.text.indexOf(pattern, from)) {
    items.push(slice(value, from, at));
    from = at + pattern.length;
  }
  items.push(slice(value, from, value.text.length));
  return sequence(span, items);
}

/** `value.replace(from, to)`. */
export function replace(span: Span, value: Text, from: string, to: Text): Value {
  const pieces = split(span, value, from);
  return pieces.kind === 'sequence' ? join(span, to, pieces.items) : value;
}
