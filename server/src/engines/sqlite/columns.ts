import { constraintColumns } from '../../model/constraint.ts';
import type { Effects, Work } from '../../model/effects.ts';
import { columnText, type Name, relationText } from '../../model/name.ts';
import type {
  AddColumn,
  ChangeType,
  DropColumn,
  DropNotNull,
  RenameColumn,
  SetDefault,
  SetNotNull,
} from '../../model/operation.ts';
import { columnOf, isFresh, isFreshColumn, tableOf } from '../../model/schema.ts';
import { natureOf } from './defaults.ts';
import type { At } from './facts.ts';
import { settle, syntaxError } from './facts.ts';
import { mentions } from './mentions.ts';

const page = 'lang_altertable';

/** The manual lists what a new column may not be; some of it only counts once the table has a row. */
export function addColumn(operation: AddColumn, at: At): Effects {
  const { table, column } = operation;
  const refused = refusedColumn(operation);
  const onRows = refused === undefined && !isFresh(at.schema, table) ? refusedOnRows(operation) : undefined;
  const nature = natureOf(column.default);
  const unfilled = !column.nullable && !column.generated && nature === 'null';
  return settle(
    {
      does: `Adds ${columnText(table, column.name)}`,
      page,
      subject: table,
      refused: refused ?? onRows,
      work: scanned(operation, at),
      canFailOnRows: onRows !== undefined || unfilled || checked(operation, at) || nature === 'unknown',
      breaksRunningCode: unfilled,
      notes: [
        onRows === undefined ? undefined : 'only a table without a row takes it',
        unfilled && onRows === undefined && refused === undefined
          ? 'every row that is there already has no value for it, so that SQLite refuses unless the table is empty: Cannot add a NOT NULL column with default value NULL'
          : undefined,
        refused === undefined && column.default && operation.constraints.some((each) => each.kind === 'foreignKey')
          ? 'with PRAGMA foreign_keys=ON it is refused unless the table is empty: Cannot add a REFERENCES column with non-NULL default value'
          : undefined,
      ],
      assumed: nature === 'unknown' ? 'its default could not be read' : undefined,
    },
    at,
  );
}

export function dropColumn({ table, column, ifExists, cascade }: DropColumn, at: At): Effects {
  const fresh = isFreshColumn(at.schema, table, column);
  const virtual = columnOf(at.schema, table, column)?.generated?.stored === false;
  return settle(
    {
      does: `Drops ${columnText(table, column)}`,
      page,
      subject: table,
      refused: refusedDrop(table, column, at) ?? optional(ifExists, cascade),
      work: virtual ? 'instant' : 'rewrite',
      dataLoss: !fresh && columnOf(at.schema, table, column)?.generated === undefined,
      breaksRunningCode: !fresh,
      notes: ['a trigger or view that names the column makes it fail'],
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
      // 3.25.0 brought it: https://www.sqlite.org/releaselog/3_25_0.html
      refused: at.release < 25 ? syntaxError('COLUMN') : undefined,
      // The case of a name means nothing to it.
      breaksRunningCode: !isFreshColumn(at.schema, table, column) && column.toLowerCase() !== to.toLowerCase(),
    },
    at,
  );
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
  return settle(
    {
      does: `Reads every row of ${relationText(table)} to see that ${column} is never NULL`,
      page,
      subject: table,
      refused: altersColumns(at) ? undefined : syntaxError('ALTER'),
      work: 'scan',
      canFailOnRows: altersColumns(at),
      breaksRunningCode: true,
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
      refused: altersColumns(at) ? undefined : syntaxError('ALTER'),
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

/** 3.53.0 lets NOT NULL and CHECK be added and taken away: https://www.sqlite.org/releaselog/3_53_0.html */
export function altersColumns({ release }: At): boolean {
  return release >= 53;
}

/** What no table takes, empty or not. */
function refusedColumn({ column, constraints, ifNotExists }: AddColumn): string | undefined {
  if (ifNotExists) return syntaxError('EXISTS');
  if (column.identity === 'always' || column.identity === 'by default') return syntaxError('IDENTITY');
  if (column.identity === 'auto increment') return syntaxError('AUTO_INCREMENT');
  const kinds = constraints.map((each) => each.kind);
  if (kinds.includes('primaryKey')) return 'Cannot add a PRIMARY KEY column';
  return kinds.includes('unique') ? 'Cannot add a UNIQUE column' : undefined;
}

/** What a table that has a row refuses, whatever is in the row. */
function refusedOnRows({ column }: AddColumn): string | undefined {
  if (column.generated?.stored) return 'cannot add a STORED column';
  return natureOf(column.default) === 'not constant' ? 'Cannot add a column with non-constant default' : undefined;
}

/** 3.37.0 began to test the rows that exist: https://www.sqlite.org/releaselog/3_37_0.html */
function checked({ column, constraints }: AddColumn, { release }: At): boolean {
  const check = constraints.some((each) => each.kind === 'check');
  return release >= 37 && (check || (column.generated !== undefined && !column.nullable));
}

function scanned(operation: AddColumn, at: At): Work {
  return checked(operation, at) ? 'scan' : 'instant';
}

/** 3.35.0 brought it: https://www.sqlite.org/lang_altertable.html#alter_table_drop_column */
function refusedDrop(table: Name, column: string, at: At): string | undefined {
  if (at.release < 35) return syntaxError('DROP');
  const known = tableOf(at.schema, table);
  const constraints = known?.constraints ?? [];
  const over = (kind: 'primaryKey' | 'unique' | 'foreignKey') =>
    constraints.find((each) => each.kind === kind && constraintColumns(each).includes(column));
  if (over('primaryKey')) return `cannot drop PRIMARY KEY column: "${column}"`;
  const unique = over('unique');
  if (unique && constraintColumns(unique).length === 1 && unique.name === undefined)
    return `cannot drop UNIQUE column: "${column}"`;
  const gone = `no such column: ${column}`;
  const index = known?.indexes.find(({ keys, where }) =>
    [...keys.map((key) => ('column' in key ? `"${key.column}"` : key.expression)), where ?? ''].some((part) =>
      mentions(part, column),
    ),
  );
  if (index) return `error in index ${index.name ?? ''} after drop column: ${gone}`;
  const after = `error in table ${table.name} after drop column`;
  if (unique) return `${after}: ${gone}`;
  const key = over('foreignKey');
  // The REFERENCES of the column itself goes with it.
  if (key && (key.name !== undefined || constraintColumns(key).length > 1))
    return `${after}: unknown column "${column}" in foreign key definition`;
  const check = constraints.some(
    (each) =>
      each.kind === 'check' &&
      mentions(each.expression, column) &&
      !ownCheck(each.name, each.expression, known?.columns.keys() ?? [], column),
  );
  const generated = [...(known?.columns.values() ?? [])].some(
    (each) => each.name !== column && each.generated && mentions(each.generated.expression, column),
  );
  return check || generated ? `${after}: ${gone}` : undefined;
}

function ownCheck(name: string | undefined, expression: string, columns: Iterable<string>, column: string): boolean {
  return name === undefined && [...columns].every((each) => each === column || !mentions(expression, each));
}

function optional(ifExists: boolean | undefined, cascade: boolean | undefined): string | undefined {
  if (ifExists) return syntaxError('EXISTS');
  return cascade ? syntaxError('CASCADE') : undefined;
}
