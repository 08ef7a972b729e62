import type { Column, ExistingColumn, Position } from '../../model/column.ts';
import type { Constraint } from '../../model/constraint.ts';
import type { EngineName } from '../../model/engine.ts';
import type { Name } from '../../model/name.ts';
import type {
  AddColumn,
  AddConstraint,
  DropColumn,
  DropConstraint,
  Online,
  RenameColumn,
  RenameTable,
  SetDefault,
} from '../../model/operation.ts';
import { constraintClause } from '../print-clause.ts';
import { identifier, qualified } from './identifier.ts';
import { changedDefault, columnClause } from './print-column.ts';

/** Whose action it is, and how the author wants it carried out. */
interface At {
  readonly table: Name;
  readonly online?: Online | undefined;
}

export function renameTable({ to, ...at }: RenameTable): string {
  return alter(at, [`RENAME TO ${qualified({ ...at.table, name: to })}`]);
}

export function renameColumn({ column, to, ...at }: RenameColumn): string {
  return alter(at, [`RENAME COLUMN ${identifier(column)} TO ${identifier(to)}`]);
}

/** A reference in the column's definition is read and forgotten before MySQL 9.0, so that it is an action of its own. */
export function addColumn(operation: AddColumn, engine: EngineName): string | undefined {
  const { column, constraints, ifNotExists, position, ...at } = operation;
  const definition = columnClause(column, engine);
  if (definition === undefined || (ifNotExists && engine !== 'mariadb')) return undefined;
  const inline = constraints.map((each) => inlineConstraint(each, column.name));
  const apart = constraints.filter((_, index) => inline[index] === undefined).map((each) => added(each, engine));
  const known = apart.filter((each) => each !== undefined);
  if (known.length < apart.length) return undefined;
  const written = inline.filter((each) => each !== undefined);
  const add = ifNotExists ? 'ADD COLUMN IF NOT EXISTS' : 'ADD COLUMN';
  return alter(at, [[add, definition, ...written, ...place(position)].join(' '), ...known]);
}

export function dropColumn({ column, ifExists, ...at }: DropColumn, engine: EngineName): string | undefined {
  if (ifExists && engine !== 'mariadb') return undefined;
  return alter(at, [`DROP COLUMN ${ifExists ? 'IF EXISTS ' : ''}${identifier(column)}`]);
}

/** `MODIFY` forgets what it does not say, so that all of the column must be known: its type, and whether it may be NULL. */
export function modifyColumn(
  operation: At & {
    readonly column: string;
    readonly existing?: ExistingColumn | undefined;
    readonly position?: Position | undefined;
    readonly generated?: Column['generated'];
  },
  change: Pick<ExistingColumn, 'type' | 'nullable'>,
  engine: EngineName,
): string | undefined {
  const { column, existing, position, generated, ...at } = operation;
  const nullable = change.nullable ?? existing?.nullable;
  if (nullable === undefined) return undefined;
  const { type, default: value, identity, comment } = { ...existing, ...change };
  const definition = columnClause(
    { name: column, type, nullable, generated, default: value, identity, comment },
    engine,
  );
  if (definition === undefined) return undefined;
  return alter(at, [['MODIFY', definition, ...place(position)].join(' ')]);
}

export function setDefault({ column, existing, ...operation }: SetDefault, engine: EngineName): string | undefined {
  const { default: value, ...at } = operation;
  const target = `ALTER COLUMN ${identifier(column)}`;
  if (!value) return alter(at, [`${target} DROP DEFAULT`]);
  const text = changedDefault(value, existing?.type, engine);
  return text === undefined ? undefined : alter(at, [`${target} SET DEFAULT ${text}`]);
}

export function addConstraint({ constraint, ...at }: AddConstraint, engine: EngineName): string | undefined {
  const action = added(constraint, engine);
  return action === undefined ? undefined : alter(at, [action]);
}

/** Only MySQL since 8.0.19 and MariaDB drop a constraint without saying its kind. */
export function dropConstraint(operation: DropConstraint, engine: EngineName): string | undefined {
  const { name, type, ifExists, ...at } = operation;
  if (type === 'primaryKey') return ifExists ? undefined : alter(at, ['DROP PRIMARY KEY']);
  if (name === undefined || (ifExists && engine !== 'mariadb')) return undefined;
  const what = dropped(type, engine);
  return what === undefined
    ? undefined
    : alter(at, [`DROP ${what} ${ifExists ? 'IF EXISTS ' : ''}${identifier(name)}`]);
}

/** The statement with its actions and with what is demanded of it. */
function alter({ table, online }: At, actions: readonly string[]): string {
  const demands = [
    online?.algorithm === undefined ? '' : `ALGORITHM=${online.algorithm}`,
    online?.lock === undefined ? '' : `LOCK=${online.lock}`,
  ].filter((part) => part !== '');
  return `ALTER TABLE ${qualified(table)} ${[...actions, ...demands].join(', ')}`;
}

function place(position: Position | undefined): readonly string[] {
  if (position === undefined) return [];
  return [position === 'first' ? 'FIRST' : `AFTER ${identifier(position.after)}`];
}

/** A key or a condition of one column, without a name, stands in the column's definition. */
function inlineConstraint(constraint: Constraint, column: string): string | undefined {
  if (constraint.name !== undefined) return undefined;
  switch (constraint.kind) {
    case 'unique':
    case 'primaryKey': {
      const own = constraint.columns.length === 1 && constraint.columns[0] === column;
      if (!own || constraint.options !== undefined || constraint.usingIndex !== undefined) return undefined;
      return constraint.kind === 'unique' ? 'UNIQUE' : 'PRIMARY KEY';
    }
    case 'check':
      return constraint.notValid ? undefined : `CHECK (${constraint.expression})`;
    case 'foreignKey':
    case 'exclude':
    case 'notNull':
      return undefined;
  }
}

/** Only MySQL keeps a condition that nobody asks: https://dev.mysql.com/doc/refman/8.4/en/create-table-check-constraints.html */
function added(constraint: Constraint, engine: EngineName): string | undefined {
  if (constraint.kind === 'check' && constraint.notValid && engine === 'mysql') {
    const clause = constraintClause({ ...constraint, notValid: false }, identifier);
    return clause === undefined ? undefined : `ADD ${clause} NOT ENFORCED`;
  }
  const clause = isSayable(constraint) ? constraintClause(constraint, identifier) : undefined;
  return clause === undefined ? undefined : `ADD ${clause}`;
}

/** A reference is never deferred here, and says the columns that it points at. */
export function isSayable(constraint: Constraint): boolean {
  if (constraint.kind !== 'foreignKey') return true;
  const { deferrable, initially, referencedColumns } = constraint;
  return !deferrable && initially === undefined && referencedColumns.length > 0;
}

function dropped(type: DropConstraint['type'], engine: EngineName): string | undefined {
  switch (type) {
    case 'foreignKey':
      return 'FOREIGN KEY';
    case 'unique':
      return 'INDEX';
    case 'check':
      return engine === 'mysql' ? 'CHECK' : 'CONSTRAINT';
    case undefined:
      return 'CONSTRAINT';
    case 'primaryKey':
    case 'exclude':
    case 'notNull':
      return undefined;
  }
}
