import type { ExistingColumn } from '../../model/column.ts';
import type { EngineName } from '../../model/engine.ts';
import { relationText } from '../../model/name.ts';
import type {
  ChangeType,
  DropNotNull,
  Operation,
  RenameColumn,
  SetDefault,
  SetNotNull,
} from '../../model/operation.ts';
import { identifier, qualified } from './identifier.ts';
import { columnClause } from './print-column.ts';

/**
 * The MODIFY or CHANGE by which Alembic changes anything of a column: what its author does not say is gone afterwards.
 * Undefined for what needs none, or where the type is not known, without which Alembic gives up.
 * https://alembic.sqlalchemy.org/en/latest/ops.html#alembic.operations.Operations.alter_column
 */
export function redefineColumn(operations: readonly Operation[], engine: EngineName): string | undefined {
  const changes = operations.filter(isOfColumn);
  const [first] = changes;
  if (!first || changes.length < operations.length || changes.every(({ kind }) => kind === 'setDefault'))
    return undefined;
  if (changes.some((each) => each.column !== first.column || relationText(each.table) !== relationText(first.table)))
    return undefined;
  const { nullable = true, ...rest } = changes.reduce<ExistingColumn>(changed, first.existing ?? {});
  const to = changes.find((each) => each.kind === 'renameColumn')?.to;
  const definition = columnClause({ name: to ?? first.column, nullable, ...rest }, engine, 'explicit');
  if (definition === undefined) return undefined;
  const verb = to === undefined ? 'MODIFY' : `CHANGE ${identifier(first.column)}`;
  return `ALTER TABLE ${qualified(first.table)} ${verb} ${definition}`;
}

type OfColumn = ChangeType | SetNotNull | DropNotNull | SetDefault | RenameColumn;

function isOfColumn(operation: Operation): operation is OfColumn {
  return /^(changeType|setNotNull|dropNotNull|setDefault|renameColumn)$/.test(operation.kind);
}

function changed(column: ExistingColumn, operation: OfColumn): ExistingColumn {
  switch (operation.kind) {
    case 'changeType':
      return { ...column, type: operation.type };
    case 'setNotNull':
      return { ...column, nullable: false };
    case 'dropNotNull':
      return { ...column, nullable: true };
    case 'setDefault':
      return { ...column, default: operation.default };
    case 'renameColumn':
      return column;
  }
}
