import type { Name } from '../../model/name.ts';
import type { Sequence } from '../../model/objects.ts';
import type { NumbersOf, Other } from '../../model/operation.ts';
import { constant, identifier, qualified } from './identifier.ts';
import { printType } from './print-type.ts';

/** Statements without an operation of their own, as far as the model holds all that they say. */
export function printOther(operation: Other): string | undefined {
  const { statement, relations, objects = [], renames, toSchema } = operation;
  const [relation, second] = relations;
  if (statement === 'ALTER INDEX ATTACH PARTITION' && relation && second)
    return `ALTER INDEX ${qualified(relation)} ATTACH PARTITION ${qualified(second)}`;
  if (renames) return renamed(renames);
  const moves = /^ALTER (TABLE|VIEW|MATERIALIZED VIEW|SEQUENCE) SET SCHEMA$/.exec(statement);
  if (moves && relation && toSchema !== undefined)
    return `ALTER ${moves[1]} ${qualified(relation)} SET SCHEMA ${identifier(toSchema)}`;
  if (operation.goesOn)
    return `SELECT setval(${numbersOf(operation.goesOn.sequence)}, nextval(${numbersOf(operation.goesOn.from)}), false)`;
  if (statement === 'CREATE SEQUENCE' && operation.sequence) return created(operation.sequence);
  if (statement === 'LOCK TABLE IN ACCESS EXCLUSIVE MODE' && relation && !operation.only)
    return `LOCK TABLE ${relations.map(qualified).join(', ')} IN ACCESS EXCLUSIVE MODE`;
  if (statement === 'ALTER SEQUENCE' && relation && operation.sequence) return altered(operation.sequence, relation);
  if (operation.comment !== undefined && relation) return commented(operation, relation);
  if (/^DROP (VIEW|MATERIALIZED VIEW|SEQUENCE)$/.test(statement) && relation)
    return `${statement} ${relations.map(qualified).join(', ')}`;
  if (statement.endsWith(' IDENTITY') && relation) return numbered(operation, relation);
  const [first] = objects;
  if (!first) return undefined;
  if (statement === 'DROP TRIGGER' || statement === 'DROP POLICY')
    return relation && `${statement} ${identifier(first.name)} ON ${qualified(relation)}`;
  return /^DROP (FUNCTION|PROCEDURE|DOMAIN|EXTENSION|SCHEMA|STATISTICS)$/.test(statement)
    ? `${statement} ${objects.map(qualified).join(', ')}`
    : undefined;
}

function numbered({ statement, column, identity }: Other, relation: Name): string | undefined {
  if (column === undefined) return undefined;
  const of = `ALTER TABLE ${qualified(relation)} ALTER COLUMN ${identifier(column)}`;
  if (statement.endsWith('DROP IDENTITY')) return `${of} DROP IDENTITY`;
  if (identity !== 'always' && identity !== 'by default') return undefined;
  return statement.endsWith('SET IDENTITY')
    ? `${of} SET GENERATED ${identity.toUpperCase()}`
    : `${of} ADD GENERATED ${identity.toUpperCase()} AS IDENTITY`;
}

/** One that an author made may have more to it than the model holds: of those the type is not read. */
function created({ name, type, ownedBy }: Sequence): string | undefined {
  if (!type) return undefined;
  const owner = ownedBy ? ` OWNED BY ${qualified(ownedBy.table)}.${identifier(ownedBy.column)}` : '';
  return `CREATE SEQUENCE ${qualified(name)} AS ${printType(type)}${owner}`;
}

/** As setval and nextval take it; what owns a sequence is asked of the server. */
function numbersOf(sequence: NumbersOf): string {
  if ('table' in sequence)
    return `pg_get_serial_sequence(${constant(qualified(sequence.table))}, ${constant(sequence.column)})`;
  return constant(qualified(sequence));
}

function altered({ type, ownedBy }: Sequence, relation: Name): string | undefined {
  const parts = [
    ...(type ? [`AS ${printType(type)}`] : []),
    ...(ownedBy ? [`OWNED BY ${qualified(ownedBy.table)}.${identifier(ownedBy.column)}`] : []),
  ];
  return parts.length === 0 ? undefined : `ALTER SEQUENCE ${qualified(relation)} ${parts.join(' ')}`;
}

function commented({ statement, column, comment }: Other, relation: Name): string | undefined {
  const text = comment === '' || comment === undefined ? 'NULL' : constant(comment);
  if (statement === 'COMMENT ON TABLE') return `COMMENT ON TABLE ${qualified(relation)} IS ${text}`;
  if (statement !== 'COMMENT ON COLUMN' || column === undefined) return undefined;
  return `COMMENT ON COLUMN ${qualified(relation)}.${identifier(column)} IS ${text}`;
}

function renamed({ what, from, to }: NonNullable<Other['renames']>): string | undefined {
  if (typeof what !== 'object') return `ALTER ${what.toUpperCase()} ${qualified(from)} RENAME TO ${identifier(to)}`;
  if ('labelOf' in what)
    return `ALTER TYPE ${qualified(what.labelOf)} RENAME VALUE ${constant(from.name)} TO ${constant(to)}`;
  return `ALTER TABLE ${qualified(what.constraintOf)} RENAME CONSTRAINT ${identifier(from.name)} TO ${identifier(to)}`;
}
