import type { Column } from '../../model/column.ts';
import { type At, isStrict } from './facts.ts';

/**
 * Error 1101, in strict mode: MySQL takes a default of these types as an expression, and a plain value never.
 * https://dev.mysql.com/doc/refman/8.4/en/data-type-defaults.html#data-type-defaults-explicit
 */
export function plainDefault(
  { name, type, default: value }: Pick<Column, 'name' | 'type' | 'default'>,
  at: At,
): string | undefined {
  if (at.server.name !== 'mysql' || value?.kind !== 'constant' || !type || type.elsewhere || !isStrict(at))
    return undefined;
  return /^((tiny|medium|long)?(text|blob)|json|geometry)$/.test(type.name)
    ? `BLOB, TEXT, GEOMETRY or JSON column '${name}' can't have a default value`
    : undefined;
}
