import type { Constraint, ConstraintKind } from './constraint.ts';
import type { Name } from './name.ts';
import type { Operation } from './operation.ts';
import type { RowsTaken } from './rows-taken.ts';

/**
 * A name by which an operation finds something that has to be there, and the operation with another name in its place; absent
 * where the operation does not hold all of the statement.
 */
export type NameUsed = {
  readonly renamed?: (to: string) => Operation;
  /** A foreign key points at it. */
  readonly isTarget?: true;
} & (
  | { readonly what: 'table'; readonly table: Name }
  | { readonly what: 'column'; readonly table: Name; readonly column: string }
  | { readonly what: 'index'; readonly index: Name; readonly table?: Name | undefined }
  | {
      readonly what: 'constraint';
      readonly table: Name;
      readonly name: string;
      readonly type?: ConstraintKind | undefined;
    }
);

/** Outermost first; what may be missing is left out. */
export function namesUsed(operation: Operation, taken?: RowsTaken): readonly NameUsed[] {
  if (operation.kind === 'createTable')
    return operation.constraints.flatMap((each, place) =>
      inConstraint(operation.table, each, (to) => ({
        ...operation,
        constraints: operation.constraints.with(place, to),
      })),
    );
  const own = ownTable(operation);
  if ('ifExists' in operation && operation.ifExists) return operation.kind === 'dropTable' ? [] : own;
  if ('ifNotExists' in operation && operation.ifNotExists) return own;
  return [...own, ...inside(operation), ...(taken ? ofRows(operation, taken) : [])];
}

/** A value that is another column as it is, and the columns by which rows are chosen, where no other table takes part. */
function ofRows(operation: Operation, { sets, conditions, joined }: RowsTaken): readonly NameUsed[] {
  if ((operation.kind !== 'updateRows' && operation.kind !== 'deleteRows') || joined) return [];
  const copied = sets.flatMap(({ value, reads, queried }) =>
    !queried && reads.length === 1 && plainName.test(value) ? [value] : [],
  );
  const asked = conditions.flatMap(({ column, test }) => (column === undefined || test === 'other' ? [] : [column]));
  const { table } = operation;
  return [...new Set([...copied, ...asked])].map((column) => ({ what: 'column', table, column }));
}

/** Words like these are values of the server's, whatever columns there are. */
const plainName = /^(?!(current_|local|session_|system_|utc_|user$|sysdate|true$|false$|null$|default$))[a-z_]\w*$/i;

function ownTable(operation: Operation): readonly NameUsed[] {
  if (!('table' in operation) || !operation.table || operation.kind === 'dropIndex') return [];
  const { table } = operation;
  const isOfRows =
    operation.kind === 'updateRows' || operation.kind === 'insertRows' || operation.kind === 'deleteRows';
  if (isOfRows) return [{ what: 'table', table }];
  return [{ what: 'table', table, renamed: (name) => ({ ...operation, table: { ...table, name } }) }];
}

function inside(operation: Operation): readonly NameUsed[] {
  if (
    operation.kind === 'dropColumn' ||
    operation.kind === 'renameColumn' ||
    operation.kind === 'changeType' ||
    operation.kind === 'setNotNull' ||
    operation.kind === 'dropNotNull' ||
    operation.kind === 'setDefault'
  ) {
    const { table, column } = operation;
    return [{ what: 'column', table, column, renamed: (to) => ({ ...operation, column: to }) }];
  }
  if (operation.kind === 'addColumn') {
    const { column, constraints } = operation;
    const isOwn = (each: NameUsed) => each.what === 'column' && each.column === column.name;
    return constraints
      .flatMap((each, place) =>
        inConstraint(operation.table, each, (to) => ({ ...operation, constraints: constraints.with(place, to) })),
      )
      .filter((each) => !isOwn(each));
  }
  if (operation.kind === 'addConstraint')
    return inConstraint(operation.table, operation.constraint, (constraint) => ({ ...operation, constraint }));
  if (operation.kind === 'dropConstraint' || operation.kind === 'validateConstraint') {
    const { table, name } = operation;
    if (name === undefined) return [];
    const type = operation.kind === 'dropConstraint' ? operation.type : undefined;
    return [{ what: 'constraint', table, name, type, renamed: (to) => ({ ...operation, name: to }) }];
  }
  if (operation.kind === 'dropIndex') {
    const { index, table } = operation;
    return [{ what: 'index', index, table, renamed: (name) => ({ ...operation, index: { ...index, name } }) }];
  }
  if (operation.kind === 'createIndex') {
    const { table, keys } = operation;
    return keys.flatMap((key, place) =>
      'column' in key
        ? [
            {
              what: 'column',
              table,
              column: key.column,
              renamed: (column) => ({ ...operation, keys: keys.with(place, { column }) }),
            },
          ]
        : [],
    );
  }
  if (operation.kind === 'updateRows' || operation.kind === 'insertRows') {
    const { table, columns = [] } = operation;
    return columns.map((column) => ({ what: 'column', table, column }));
  }
  if (operation.kind === 'other' && operation.statement === 'COMMENT ON COLUMN' && operation.column !== undefined) {
    const { column } = operation;
    return operation.relations.map((table) => ({ what: 'column', table, column }));
  }
  if (operation.kind === 'attachPartition' || operation.kind === 'detachPartition') {
    const { partition } = operation;
    return [
      { what: 'table', table: partition, renamed: (name) => ({ ...operation, partition: { ...partition, name } }) },
    ];
  }
  return [];
}

function inConstraint(table: Name, constraint: Constraint, put: (to: Constraint) => Operation): readonly NameUsed[] {
  if (constraint.kind === 'notNull')
    return [{ what: 'column', table, column: constraint.column, renamed: (column) => put({ ...constraint, column }) }];
  if (constraint.kind === 'check' || constraint.kind === 'exclude') return [];
  const own = constraint.columns.map(
    (column, place): NameUsed => ({
      what: 'column',
      table,
      column,
      renamed: (to) => put({ ...constraint, columns: constraint.columns.with(place, to) }),
    }),
  );
  if (constraint.kind !== 'foreignKey') return own;
  const { references, referencedColumns } = constraint;
  return [
    ...own,
    {
      what: 'table',
      table: references,
      isTarget: true,
      renamed: (name) => put({ ...constraint, references: { ...references, name } }),
    },
    ...referencedColumns.map(
      (column, place): NameUsed => ({
        what: 'column',
        table: references,
        column,
        isTarget: true,
        renamed: (to) => put({ ...constraint, referencedColumns: referencedColumns.with(place, to) }),
      }),
    ),
  ];
}
