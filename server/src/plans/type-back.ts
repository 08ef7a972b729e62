import { after } from '../model/after.ts';
import type { ColumnType } from '../model/column.ts';
import { relationText } from '../model/name.ts';
import type { ChangeType, Operation } from '../model/operation.ts';
import type { Subject } from '../model/rule.ts';
import { columnOf, type Schema, schemaKey, tableOf } from '../model/schema.ts';

/** The former type; a conversion that the server does not make by itself is written out. */
export function formerTypeBack(
  operation: ChangeType,
  before: Schema,
  { effects }: Pick<Subject, 'effects'>,
): readonly Operation[] | undefined {
  const { table, column, generated, existing } = operation;
  const known = columnOf(before, table, column);
  const type = plainType(known?.type ?? existing?.type);
  if (!type || generated || known?.generated) return undefined;
  const back: ChangeType = { kind: 'changeType', table, column, type };
  const there = after(before, operation);
  const complete = tableOf(before, table)?.complete === true && operation.type !== undefined;
  if (effects(back, there).refused === undefined || !complete) {
    const cast = operation.using === undefined ? undefined : castTo(type, column, before);
    return [cast === undefined ? back : { ...back, using: cast }];
  }
  const using = castTo(type, column, before);
  return using === undefined ? undefined : [{ ...back, using }];
}

/** A type of the database's own may be called otherwise by now than its author wrote. */
function plainType(type: ColumnType | undefined): ColumnType | undefined {
  if (!type?.enumeration?.native) return type;
  const { written: _, ...plain } = type;
  return { ...plain, enumeration: { ...type.enumeration, there: true } };
}

/** `column::type`; through text where an enumerated type is on the one side, which is no cast of its own otherwise. */
function castTo(type: ColumnType, column: string, { enums }: Schema): string | undefined {
  if (!/^[a-z_][a-z0-9_]*$/.test(column) || type.unsigned || type.charset !== undefined) return undefined;
  const size = type.arguments.length > 0 ? `(${type.arguments.join(', ')})` : '';
  const name =
    type.enumeration?.native || enums.has(schemaKey({ name: type.name }))
      ? `text::${relationText({ name: type.name })}`
      : `${type.name}${size}`;
  return `${column}::${name}${'[]'.repeat(type.dimensions ?? 0)}`;
}
