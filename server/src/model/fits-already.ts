import type { ChangeType } from './operation.ts';
import { type Schema, tableOf } from './schema.ts';

/** A CHECK that every row has passed lets nothing be longer than the type that the column gets. */
export function fitsAlready({ table, column, type, using }: ChangeType, schema: Schema): boolean {
  const longest = Number(type?.arguments[0]);
  if (!type || using !== undefined || !/char/.test(type.name) || !Number.isInteger(longest)) return false;
  const constraints = tableOf(schema, table)?.constraints ?? [];
  return constraints.some((each) => {
    const proven = each.kind === 'check' && !each.notValid ? longestOf(each.expression, column) : undefined;
    return proven !== undefined && proven <= longest;
  });
}

/** `char_length(nickname) <= 50`, alone or with other conditions behind AND. */
function longestOf(expression: string, column: string): number | undefined {
  if (/\bor\b/i.test(expression)) return undefined;
  const found = /\b(?:char_length|character_length|length)\s*\(\s*(["`]?)(\w+)\1(?:::text)?\s*\)\s*(<=?)\s*(\d+)/i.exec(
    expression,
  );
  const [, , name, sign, size] = found ?? [];
  if (name === undefined || name.toLowerCase() !== column.toLowerCase() || /\bnot\b(?!\s+null)/i.test(expression))
    return undefined;
  return sign === '<' ? Number(size) - 1 : Number(size);
}
