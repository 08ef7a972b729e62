import type { Name } from '../../model/name.ts';
import { hasHoles } from '../../python/texts.ts';
import { type Call, itemsOf, type Value } from '../../python/values.ts';

/** How the words of a value stand in the file. */
export type Written = (value: Value) => string;

/** The argument at a position or by its name; an explicit None counts as given. */
export function argument(call: Call, position: number | undefined, name: string): Value | undefined {
  return call.keywords.get(name) ?? (position === undefined ? undefined : call.positional[position]);
}

/** A text that is known in full. */
export function knownText(value: Value | undefined): string | undefined {
  return value?.kind === 'text' && !hasHoles(value) ? value.text : textOfCall(value);
}

/** A text, with `{name}` in the place of what is not known. */
export function someText(value: Value | undefined): string | undefined {
  if (value?.kind === 'text') return value.text;
  return textOfCall(value, true);
}

export function truthArgument(call: Call, name: string, position?: number): boolean | undefined {
  const value = argument(call, position, name);
  return value?.kind === 'truth' ? value.value : undefined;
}

export function isNone(value: Value | undefined): boolean {
  return value === undefined || value.kind === 'none';
}

/** The texts of a list; undefined where one of them is not known. */
export function knownTexts(value: Value | undefined): readonly string[] | undefined {
  const single = knownText(value);
  if (single !== undefined) return [single];
  const texts = (value && itemsOf(value))?.map((item) => knownText(item) ?? columnName(item));
  return texts?.every((text) => text !== undefined) ? texts.filter((text) => text !== undefined) : undefined;
}

export function nameIn(schema: string | undefined, name: string): Name {
  return schema === undefined ? { name } : { schema, name };
}

/** `sa.column("x")` and `table.c.x` name a column too. */
export function columnName(value: Value): string | undefined {
  if (value.kind === 'call' && ['column', 'Column', 'literal_column'].includes(value.name))
    return knownText(value.positional[0]);
  if (value.kind === 'reference' && isColumns(value.of)) return value.name;
  if (value.kind === 'reference' && value.of?.kind === 'class' && value.of.members.has('__tablename__'))
    return value.name;
  return undefined;
}

function isColumns(value: Value | undefined): boolean {
  return value?.kind === 'reference' && (value.name === 'c' || value.name === 'columns');
}

/** `op.f("ix")`, `sa.quoted_name("x", True)`, `sa.schema.conv("x")` are texts by another name. */
function textOfCall(value: Value | undefined, holes = false): string | undefined {
  if (value?.kind !== 'call' || !['f', 'conv', 'quoted_name'].includes(value.name)) return undefined;
  const first = value.positional[0] ?? value.keywords.get('name');
  return holes ? someText(first) : knownText(first);
}
