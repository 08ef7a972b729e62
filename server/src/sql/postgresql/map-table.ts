import type { CreateStmt, CreateTableAsStmt, IntoClause, Node, PartitionSpec } from 'libpg-query';
import type { Column } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import type { Operation } from '../../model/operation.ts';
import { elementEnd, type Reading } from '../reading.ts';
import { callsFunction, listName, relationName, relationsIn, strings } from './ast.ts';
import { mapColumn } from './map-column.ts';
import { mapConstraint } from './map-constraint.ts';

export function createTable(node: CreateStmt, reading: Reading): Operation {
  const { columns, constraints } = contents(node.tableElts ?? [], reading);
  const [parent] = node.partbound ? (node.inhRelations ?? []) : [];
  return {
    kind: 'createTable',
    table: relationName(node.relation),
    columns: columns.map((column) => notNullByTable(column, constraints)),
    constraints: constraints.filter((each) => each.kind !== 'notNull'),
    ...(node.if_not_exists && { ifNotExists: true }),
    ...(node.relation?.relpersistence === 't' && { temporary: true }),
    ...(node.relation?.relpersistence === 'u' && { unlogged: true }),
    ...(parent && 'RangeVar' in parent && { partitionOf: relationName(parent.RangeVar) }),
    ...(node.partbound?.is_default && { isDefaultPartition: true }),
    ...(node.partspec && { partitioned: true, partitionKey: partitionKey(node.partspec) }),
    ...(inherits(node) && { inherits: true }),
    ...(node.ofTypename && { ofType: listName(strings(node.ofTypename.names)) }),
    ...(node.inhRelations && !node.partbound && { parents: relationsIn(node.inhRelations) }),
    ...(node.accessMethod !== undefined && { accessMethod: node.accessMethod }),
  };
}

/** Undefined where a part of the key is an expression. */
function partitionKey({ partParams = [] }: PartitionSpec): readonly string[] | undefined {
  const names = partParams.flatMap((each) =>
    'PartitionElem' in each && each.PartitionElem.name !== undefined ? [each.PartitionElem.name] : [],
  );
  return names.length === partParams.length ? names : undefined;
}

function inherits(node: CreateStmt): boolean {
  const copies = (node.tableElts ?? []).some((element) => 'TableLikeClause' in element);
  return copies || node.ofTypename !== undefined || (node.inhRelations !== undefined && !node.partbound);
}

/** `CREATE TABLE … AS` and `SELECT … INTO`: nobody can tell the columns from the text alone. */
export function createTableAs(into: IntoClause | undefined, node?: CreateTableAsStmt): Operation {
  return {
    kind: 'createTable',
    table: relationName(into?.rel),
    columns: [],
    constraints: [],
    fromQuery: true,
    ...(node?.if_not_exists && { ifNotExists: true }),
    ...(into?.skipData && { withNoData: true }),
    ...(node?.query && 'SelectStmt' in node.query && isConstant(node.query) && { fromConstants: true }),
    ...(into?.rel?.relpersistence === 't' && { temporary: true }),
    ...(into?.rel?.relpersistence === 'u' && { unlogged: true }),
  };
}

function isConstant(query: Node): boolean {
  return relationsIn(query).length === 0 && !callsFunction(query);
}

function contents(elements: readonly Node[], reading: Reading) {
  const columns: Column[] = [];
  const constraints: Constraint[] = [];
  for (const element of elements) {
    if ('ColumnDef' in element) {
      const read = mapColumn(element.ColumnDef, reading);
      columns.push(read.column);
      constraints.push(...read.constraints);
    } else if ('Constraint' in element) {
      const end = elementEnd(reading, reading.at(element.Constraint.location));
      const constraint = mapConstraint(element.Constraint, reading, end);
      if (constraint) constraints.push(constraint);
    }
  }
  return { columns, constraints };
}

function notNullByTable(column: Column, constraints: readonly Constraint[]): Column {
  const forbids = constraints.some((each) =>
    each.kind === 'primaryKey'
      ? each.columns.includes(column.name)
      : each.kind === 'notNull' && each.column === column.name,
  );
  return forbids && column.nullable ? { ...column, nullable: false } : column;
}
