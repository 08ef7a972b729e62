import type { Name } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import { type Table, tableOf } from '../../model/schema.ts';
import { constraintNamed } from './constraints.ts';
import { heirs } from './dependents.ts';
import { type At, type Hold, type Mode, partitionsOf } from './facts.ts';

/** The tables that `ONLY` stands before: https://www.postgresql.org/docs/current/sql-altertable.html */
export function onlyOf(operation: Operation): readonly Name[] | undefined {
  if (!('only' in operation) || !operation.only) return undefined;
  if (operation.kind === 'truncate') return operation.tables;
  return operation.kind === 'other' ? operation.relations : [operation.table];
}

/** Why the server does no such thing to a table without what inherits from it, in its own words. */
export function refusedAlone(operation: Operation, at: At): string | undefined {
  const tables = onlyOf(operation) ?? [];
  if (operation.kind === 'createIndex' && operation.only && at.version < 11)
    return 'CREATE INDEX … ON ONLY came with PostgreSQL 11';
  const divided = tables.find((table) => tableOf(at.schema, table)?.partitioned);
  if (operation.kind === 'truncate') return divided && 'cannot truncate only a partitioned table';
  const [table] = tables;
  if (!table || at.schema.doubtful) return undefined;
  if (operation.kind === 'addConstraint' && operation.constraint.kind === 'foreignKey')
    return divided && noKeyAlone(table, operation.constraint.references);
  return children(at, table).length > 0 ? inherited(operation, divided !== undefined, at) : undefined;
}

/** What a column or a constraint of the table alone leaves behind is put right in the tables just below it. */
export function holdChildren(at: At, table: Name, mode: Mode): readonly Hold[] {
  return at.only ? children(at, table).map(({ name }) => ({ relation: name, mode })) : [];
}

function children(at: At, table: Name): readonly Table[] {
  return [...partitionsOf(at, table), ...heirs(at, table, 'near')];
}

function noKeyAlone({ name }: Name, references: Name): string {
  return `cannot use ONLY for foreign key on partitioned table "${name}" referencing relation "${references.name}"`;
}

function inherited(operation: Operation, divided: boolean, at: At): string | undefined {
  const { kind } = operation;
  const part = (what: string) =>
    divided && (at.version < 18 || kind === 'dropColumn')
      ? `cannot ${what} from only the partitioned table when partitions exist`
      : undefined;
  if (kind === 'addColumn') return 'column must be added to child tables too';
  if (kind === 'renameColumn') return `inherited column "${operation.column}" must be renamed in child tables too`;
  if (kind === 'changeType')
    return `type of inherited column "${operation.column}" must be changed in child tables too`;
  if (kind === 'setNotNull') return divided ? 'constraint must be added to child tables too' : undefined;
  if (kind === 'addConstraint') {
    const { constraint } = operation;
    const goesDown = (constraint.kind === 'check' && !constraint.noInherit) || constraint.kind === 'notNull';
    return goesDown ? 'constraint must be added to child tables too' : undefined;
  }
  if (kind === 'validateConstraint')
    return isOfChildren(operation, at) ? 'constraint must be validated on child tables too' : undefined;
  if (kind === 'other') {
    const name = operation.renames?.from.name;
    const isRename = operation.statement === 'ALTER TABLE RENAME CONSTRAINT' && name !== undefined;
    const [table] = operation.relations;
    return isRename && table && isOfChildren({ table, name }, at)
      ? `inherited constraint "${name}" must be renamed in child tables too`
      : undefined;
  }
  if (kind === 'dropColumn') return part('drop column');
  if (kind === 'dropNotNull') return part('remove constraint');
  return kind === 'dropConstraint' && isOfChildren(operation, at) ? part('remove constraint') : undefined;
}

/** Keys and those with NO INHERIT are of the table alone. */
function isOfChildren({ table, name }: { readonly table: Name; readonly name?: string | undefined }, at: At): boolean {
  const constraint = constraintNamed(at, table, name);
  return (constraint?.kind === 'check' && !constraint.noInherit) || constraint?.kind === 'notNull';
}
