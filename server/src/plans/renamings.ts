import type { Name } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import type { Schema } from '../model/schema.ts';

/** What may be asked of the engine at hand. */
export type Asked = Pick<PatternGround, 'effects' | 'traits' | 'print'>;

/** Undefined where the engine has no words for an index's other name. */
export function indexRenaming(
  table: Name,
  from: string,
  to: string,
  schema: Schema,
  ground: Asked,
): Operation | undefined {
  const operation = (ground.traits.namesIndexesByTable ? ofItsTable : ofItself)(table, from, to);
  return isTaken(operation, schema, ground) ? operation : undefined;
}

/** https://www.postgresql.org/docs/15/sql-altertable.html (RENAME CONSTRAINT) */
export function constraintRenaming(
  table: Name,
  from: string,
  to: string,
  schema: Schema,
  ground: Asked,
): Operation | undefined {
  const renames = { what: { constraintOf: table }, from: { name: from }, to };
  const operation = { kind: 'other', statement: 'ALTER TABLE RENAME CONSTRAINT', relations: [table], renames } as const;
  return isTaken(operation, schema, ground) ? operation : undefined;
}

function isTaken(operation: Operation, schema: Schema, { effects, print }: Asked): boolean {
  const { refused, unknown } = effects(operation, schema);
  return refused === undefined && !unknown && (print === undefined || print(operation, schema) !== undefined);
}

/** https://www.postgresql.org/docs/15/sql-alterindex.html */
function ofItself(table: Name, from: string, to: string): Operation {
  const name = { ...table, name: from };
  return {
    kind: 'other',
    statement: 'ALTER INDEX RENAME',
    relations: [name],
    renames: { what: 'index', from: name, to },
  };
}

/** https://dev.mysql.com/doc/refman/8.4/en/alter-table.html https://mariadb.com/kb/en/alter-table/#rename-indexkey */
function ofItsTable(table: Name, from: string, to: string): Operation {
  return {
    kind: 'other',
    statement: 'ALTER TABLE RENAME INDEX',
    relations: [table],
    renames: { what: 'index', from: { name: from }, to },
  };
}
