import type { Effects } from '../../model/effects.ts';
import { columnText, type Name, relationText } from '../../model/name.ts';
import type {
  AddColumn,
  ChangeType,
  DropNotNull,
  RenameColumn,
  SetDefault,
  SetNotNull,
} from '../../model/operation.ts';
import { columnOf, isFresh, isFreshColumn, tableOf } from '../../model/schema.ts';
import { isNullOfNull, natureOf } from './defaults.ts';
import type { At } from './facts.ts';
import { generates, settle, syntaxError } from './facts.ts';
import { brokenView, isOn, isView } from './views.ts';

const page = 'lang_altertable';

/** The manual lists what a new column may not be; since 3.32 some of it only counts once the table has a row. */
export function addColumn(operation: AddColumn, at: At): Effects {
  const { table, column } = operation;
  const unsuited = unsuitedColumn(operation, at);
  const isAbsolute = at.release < 32;
  const refused = refusedColumn(operation, at) ?? (isAbsolute ? (unsuited ?? unfilled(operation)) : undefined);
  const onRows = refused === undefined && !isFresh(at.schema, table) ? unsuited : undefined;
  const isUnfilled = refused === undefined && unfilled(operation) !== undefined;
  const isUnread = natureOf(column.default) === 'unknown';
  return settle(
    {
      does: `Adds ${columnText(table, column.name)}`,
      page,
      subject: table,
      refused: refused ?? onRows,
      work: checked(operation, at) ? 'scan' : 'instant',
      canFailOnRows:
        refused === undefined && (onRows !== undefined || isUnfilled || checked(operation, at) === 'rows' || isUnread),
      breaksRunningCode: isUnfilled,
      notes: [
        onRows === undefined ? undefined : 'only a table without a row takes it',
        isUnfilled && onRows === undefined
          ? `every row that is there already has no value for it, so that SQLite refuses unless the table is empty: ${unfilled(operation)}`
          : undefined,
        refersFilled(operation) && isOn(at, 'foreign_keys') === undefined
          ? `with PRAGMA foreign_keys=ON it is refused unless the table is empty: ${refersMessage}`
          : undefined,
      ],
      assumed: isUnread ? 'its default could not be read' : undefined,
    },
    at,
  );
}

export function renameColumn({ table, column, to }: RenameColumn, at: At): Effects {
  return settle(
    {
      does: `Renames ${columnText(table, column)} to ${to} in the schema, and in the triggers, views and indexes that name it`,
      page,
      subject: table,
      refused: refusedRename(table, at),
      // The case of a name means nothing to it.
      breaksRunningCode: !isFreshColumn(at.schema, table, column) && column.toLowerCase() !== to.toLowerCase(),
    },
    at,
  );
}

/** 3.25.0 brought it: https://www.sqlite.org/releaselog/3_25_0.html */
function refusedRename(table: Name, at: At): string | undefined {
  if (at.release < 25) return syntaxError('COLUMN');
  return isView(at, table) ? `cannot rename columns of view "${relationText(table)}"` : brokenView(at);
}

export function changeType({ table, column }: ChangeType, at: At): Effects {
  return settle(
    {
      does: `Changes the type of ${columnText(table, column)}`,
      page,
      subject: table,
      refused: syntaxError(altersColumns(at) ? 'TYPE' : 'ALTER'),
    },
    at,
  );
}

export function setNotNull({ table, column }: SetNotNull, at: At): Effects {
  const already = columnOf(at.schema, table, column)?.nullable === false;
  return settle(
    {
      does: already
        ? `Finds ${columnText(table, column)} NOT NULL already`
        : `Reads every row of ${relationText(table)} to see that ${column} is never NULL`,
      page,
      subject: table,
      refused: altersColumns(at) ? ofView(table, at) : syntaxError('ALTER'),
      work: already ? 'instant' : 'scan',
      canFailOnRows: altersColumns(at) && !already,
      breaksRunningCode: !already,
    },
    at,
  );
}

export function dropNotNull({ table, column }: DropNotNull, at: At): Effects {
  return settle(
    {
      does: `Lets ${columnText(table, column)} be NULL from now on`,
      page,
      subject: table,
      refused: altersColumns(at) ? ofView(table, at) : syntaxError('ALTER'),
    },
    at,
  );
}

export function setDefault({ table, column }: SetDefault, at: At): Effects {
  return settle(
    {
      does: `Changes the default of ${columnText(table, column)}`,
      page,
      subject: table,
      refused: syntaxError(altersColumns(at) ? 'DEFAULT' : 'ALTER'),
    },
    at,
  );
}

/** What SQLite says of a constraint for a view. */
export function ofView(table: Name, at: At): string | undefined {
  return isView(at, table) ? `cannot edit constraints of view "${relationText(table)}"` : undefined;
}

/** 3.53.0 lets NOT NULL and CHECK be added and taken away: https://www.sqlite.org/releaselog/3_53_0.html */
export function altersColumns({ release }: At): boolean {
  return release >= 53;
}

/** What no table takes, empty or not. */
function refusedColumn({ table, column, constraints, ifNotExists }: AddColumn, at: At): string | undefined {
  if (ifNotExists) return syntaxError('EXISTS');
  if (column.identity === 'always' || column.identity === 'by default') return syntaxError('IDENTITY');
  if (column.identity === 'auto increment') return syntaxError('AUTO_INCREMENT');
  if (column.generated && !generates(at)) return syntaxError('AS');
  if (isView(at, table)) return 'Cannot add a column to a view';
  const kinds = constraints.map((each) => each.kind);
  if (kinds.includes('primaryKey')) return 'Cannot add a PRIMARY KEY column';
  return kinds.includes('unique') ? 'Cannot add a UNIQUE column' : undefined;
}

/** What a table that has a row refuses, whatever is in the row; before 3.32 one without rows did too. */
function unsuitedColumn(operation: AddColumn, at: At): string | undefined {
  const { column } = operation;
  if (column.generated?.stored) return 'cannot add a STORED column';
  if (refersFilled(operation) && isOn(at, 'foreign_keys')) return refersMessage;
  return natureOf(column.default) === 'not constant' ? 'Cannot add a column with non-constant default' : undefined;
}

const refersMessage = 'Cannot add a REFERENCES column with non-NULL default value';

function refersFilled({ column, constraints }: AddColumn): boolean {
  return natureOf(column.default) !== 'null' && constraints.some((each) => each.kind === 'foreignKey');
}

/** The rows that are there would hold NULL where none may be. */
function unfilled({ column }: AddColumn): string | undefined {
  const isNull = !column.nullable && !column.generated && natureOf(column.default) === 'null';
  return isNull ? 'Cannot add a NOT NULL column with default value NULL' : undefined;
}

/**
 * 3.37.0 began to test the rows that exist, all of them where all pass too: https://www.sqlite.org/releaselog/3_37_0.html
 */
function checked({ table, column, constraints }: AddColumn, at: At): 'rows' | 'passing' | undefined {
  if (at.release < 37) return undefined;
  if (column.generated !== undefined && !column.nullable) return 'rows';
  const checks = constraints.flatMap((each) => (each.kind === 'check' ? [each.expression] : []));
  // Since 3.44 the values of a STRICT table are looked at all anew.
  if (checks.length === 0) return at.release >= 44 && tableOf(at.schema, table)?.strict ? 'passing' : undefined;
  const isNull = !column.generated && natureOf(column.default) === 'null';
  return isNull && checks.every((expression) => isNullOfNull(expression, column.name)) ? 'passing' : 'rows';
}
