import type { Column } from '../../model/column.ts';
import type { Effects, Work } from '../../model/effects.ts';
import { columnText, relationText } from '../../model/name.ts';
import type {
  AddColumn,
  DropColumn,
  DropNotNull,
  RenameColumn,
  SetDefault,
  SetNotNull,
} from '../../model/operation.ts';
import { columnOf, isFreshColumn, keyOf, tableOf } from '../../model/schema.ts';
import { foreignKeyHolds, neighbours, notEnforcedTooEarly, notNullProof } from './constraints.ts';
import { holdAll, refusedColumnDrop, sequenceHolds, viewHolds } from './dependents.ts';
import { domainOf } from './domains.ts';
import { provesNotNull, volatility } from './expressions.ts';
import type { At, Hold } from './facts.ts';
import { hold, settle } from './facts.ts';
import { holdChildren } from './only.ts';
import { isBuiltIn } from './types.ts';

export function addColumn(operation: AddColumn, at: At): Effects {
  const { table, column, constraints, ifNotExists } = operation;
  if (ifNotExists && columnOf(at.schema, table, column.name)) return nothingToAdd(operation, at);
  const refused = refusedColumn(operation, at);
  if (refused !== undefined) {
    return settle({ does: `PostgreSQL refuses it: ${refused}`, page: 'sql-altertable', subject: table, refused }, at);
  }
  const value = initialValue(column, at);
  const domain = domainOf(column.type, at.schema);
  const inline = inlineWork(operation, value, at);
  const unfilled = (!column.nullable || domain?.refusesNull === true) && value.gives === 'null';
  return settle(
    {
      does: `Adds ${columnText(table, column.name)}`,
      page: 'sql-altertable',
      subject: table,
      holds: [
        ...holdAll(at, table, 'ACCESS EXCLUSIVE'),
        ...sequencesOf(column),
        ...constraints.flatMap((each) => foreignKeyHolds(each, at)),
      ],
      work:
        value.work === 'rewrite'
          ? 'rewrite'
          : inline.work === 'instant' && scansForNotNull(column, value)
            ? 'scan'
            : inline.work,
      canFailOnRows: unfilled || inline.fails || (!column.nullable && value.gives === 'unseen'),
      breaksRunningCode: unfilled,
      notes: [
        value.why,
        unfilled
          ? 'every row that is there already has no value for it, so that the server refuses unless the table is empty'
          : undefined,
        domain ? undefined : mayBeDomain(column, at),
      ],
      assumed: value.assumed,
    },
    at,
  );
}

export function dropColumn({ table, column, cascade }: DropColumn, at: At): Effects {
  const fresh = isFreshColumn(at.schema, table, column);
  const refused = refusedColumnDrop(at, table, column, cascade === true);
  return settle(
    {
      refused,
      does:
        refused !== undefined
          ? `PostgreSQL refuses it: ${refused}`
          : `Drops ${columnText(table, column)} with its indexes and constraints; the values stay on disk but cannot be had back`,
      page: 'sql-altertable',
      subject: table,
      holds: [
        ...holdAll(at, table, 'ACCESS EXCLUSIVE'),
        ...holdChildren(at, table, 'ACCESS EXCLUSIVE'),
        ...neighbours(at, table, [column], cascade === true, 'ACCESS EXCLUSIVE'),
        ...sequenceHolds(at, table, column),
        ...(cascade ? viewHolds(at, table, column) : []),
      ],
      dataLoss: !fresh && columnOf(at.schema, table, column)?.generated === undefined,
      breaksRunningCode: !fresh,
      notes: [cascade ? 'views and foreign keys that use it are dropped with it' : undefined],
    },
    at,
  );
}

export function renameColumn({ table, column, to }: RenameColumn, at: At): Effects {
  const known = tableOf(at.schema, table);
  const inherited = known?.partitionOf !== undefined && known.columns.has(column);
  const refused = inherited ? `cannot rename inherited column "${column}"` : undefined;
  return settle(
    {
      refused,
      does:
        refused !== undefined
          ? `PostgreSQL refuses it: ${refused}`
          : `Renames ${columnText(table, column)} to ${to} in the catalogue`,
      page: 'sql-altertable',
      subject: table,
      holds: holdAll(at, table, 'ACCESS EXCLUSIVE'),
      breaksRunningCode: !isFreshColumn(at.schema, table, column),
    },
    at,
  );
}

export function setNotNull({ table, column }: SetNotNull, at: At): Effects {
  const proof = notNullProof(at, table, column);
  return settle(
    {
      does:
        proof === undefined
          ? `Reads every row of ${relationText(table)} to see that ${column} is never NULL`
          : `Marks ${columnText(table, column)} NOT NULL without reading a row, because ${proof}`,
      page: 'sql-altertable',
      subject: table,
      holds: holdAll(at, table, 'ACCESS EXCLUSIVE'),
      work: proof === undefined ? 'scan' : 'instant',
      canFailOnRows: proof === undefined,
      breaksRunningCode: proof === undefined,
    },
    at,
  );
}

export function dropNotNull({ table, column }: DropNotNull, at: At): Effects {
  const keyed = keyOf(at.schema, table).includes(column);
  const refused = keyed ? `column "${column}" is in a primary key` : undefined;
  const isNullable = tableOf(at.schema, table)?.complete && columnOf(at.schema, table, column)?.nullable;
  return settle(
    {
      refused,
      does: keyed ? `PostgreSQL refuses it: ${refused}` : `Lets ${columnText(table, column)} be NULL from now on`,
      page: 'sql-altertable',
      subject: table,
      // Since PostgreSQL 18 it is a constraint: where there is none, none is looked for in the partitions.
      holds:
        isNullable && at.version >= 18
          ? [{ relation: table, mode: 'ACCESS EXCLUSIVE' }]
          : holdAll(at, table, 'ACCESS EXCLUSIVE'),
    },
    at,
  );
}

export function setDefault({ table, column, default: value, existing }: SetDefault, at: At): Effects {
  const required = (existing?.nullable ?? columnOf(at.schema, table, column)?.nullable) === false;
  return settle(
    {
      does: value
        ? `Sets the default of ${columnText(table, column)} for rows to come; rows that are there keep their values`
        : `Drops the default of ${columnText(table, column)}`,
      page: 'sql-altertable',
      subject: table,
      holds: holdAll(at, table, 'ACCESS EXCLUSIVE'),
      breaksRunningCode: value === undefined && required,
      notes: [
        value === undefined && required ? 'the column is NOT NULL, so that inserts that leave it out fail' : undefined,
      ],
    },
    at,
  );
}

/** https://www.postgresql.org/docs/current/ddl-generated-columns.html */
function refusedColumn({ table, column: { generated }, constraints }: AddColumn, at: At): string | undefined {
  const { version } = at;
  if (tableOf(at.schema, table)?.partitionOf) return 'cannot add column to a partition';
  const unenforced = constraints.some((each) => 'notEnforced' in each && each.notEnforced);
  if (unenforced && version < 18) return notEnforcedTooEarly;
  if (!generated) return undefined;
  if (version < 12) return 'generated columns came with PostgreSQL 12';
  return generated.stored || version >= 18 ? undefined : 'before PostgreSQL 18 a generated column has to be STORED';
}

/** What the rows that exist get in the new column. */
interface InitialValue {
  readonly work: Work;
  readonly gives: 'null' | 'a value' | 'unseen';
  readonly why?: string | undefined;
  readonly assumed?: string | undefined;
}

function initialValue(column: Column, at: At): InitialValue {
  if (column.identity === 'serial') return rewritten('every row gets a number from its sequence');
  if (column.identity) return rewritten('every row gets a number of its own');
  if (column.generated?.stored) return rewritten('its value is computed and stored for every row');
  if (column.generated) return { work: 'instant', gives: 'unseen', why: 'its value is computed when it is read' };
  const domain = domainOf(column.type, at.schema);
  const value = column.default ?? domain?.default;
  const given: InitialValue = value ? defaultValue(value, at) : { work: 'instant', gives: 'null' };
  // PostgreSQL 11 and 12 leave the rows alone: a domain's default is evaluated for rows to come.
  const later = !column.default && domain?.demands === false && (at.version === 11 || at.version === 12);
  if (later && given.work === 'rewrite') return { work: 'instant', gives: 'unseen' };
  if (!domain?.demands) return given;
  return {
    ...given,
    work: 'rewrite',
    why: `${column.type?.name} is a domain that demands something of each value`,
    assumed: undefined,
  };
}

function defaultValue(value: NonNullable<Column['default']>, at: At): InitialValue {
  if (value.kind === 'expression' && /^\(*\s*null\s*\)*(::.*)?$/i.test(value.sql))
    return { work: 'instant', gives: 'null' };
  if (at.version < 11) return rewritten('before PostgreSQL 11 a default is written into every row');
  if (value.kind === 'constant') return { work: 'instant', gives: 'a value', why: kept };
  if (value.kind === 'unknown')
    return {
      ...rewritten('its default could not be read, so that one for each row is assumed'),
      assumed: 'its default could not be read',
    };
  const { kind, because } = volatility(value.sql, at.schema.functions);
  if (kind === 'constant') return { work: 'instant', gives: 'a value', why: kept };
  if (kind === 'stable') return { work: 'instant', gives: 'a value', why: `${because} is evaluated once, and ${kept}` };
  const own = 'so that every row gets a value of its own';
  if (kind === 'volatile') return rewritten(`${because} is volatile, ${own}`);
  return {
    ...rewritten(`the function ${because} is not known here and is assumed to be volatile, ${own}`),
    assumed: `whether ${because} is volatile is not known`,
  };
}

const kept = 'the default for the rows that are there is kept in the catalogue';

function rewritten(why: string): InitialValue {
  return { work: 'rewrite', gives: 'a value', why };
}

/** NOT NULL is checked row by row unless the server knows a value for all of them. */
function scansForNotNull(column: Column, value: InitialValue): boolean {
  return !column.nullable && value.gives !== 'a value';
}

function inlineWork(
  { table, column, constraints }: AddColumn,
  value: InitialValue,
  at: At,
): { work: Work; fails: boolean } {
  const kinds = new Set(constraints.filter((each) => !('notValid' in each && each.notValid)).map((each) => each.kind));
  const filled = value.gives !== 'null';
  const one = filled && value.work === 'instant';
  if (kinds.has('primaryKey')) return { work: 'index build', fails: column.identity === undefined };
  if (kinds.has('unique') || kinds.has('exclude')) return { work: 'index build', fails: one };
  if (kinds.has('check')) {
    const proves = constraints.some((each) => each.kind === 'check' && provesNotNull(each.expression, column.name));
    return { work: 'scan', fails: filled || proves || !column.nullable };
  }
  if (kinds.has('notNull') && !filled) return { work: 'scan', fails: true };
  const isCloned = at.version === 11 && tableOf(at.schema, table)?.partitioned === true;
  if (kinds.has('foreignKey') && (filled || isCloned || at.checksNewKeys)) return { work: 'scan', fails: filled };
  return { work: 'instant', fails: false };
}

/** A sequence that exists already gives a number to each row. */
function sequencesOf({ default: value }: Column): readonly Hold[] {
  if (value?.kind !== 'expression') return [];
  const [, schema, name] = /\bnextval\s*\(\s*'(?:(\w+)\.)?(\w+)'/i.exec(value.sql) ?? [];
  return name === undefined ? [] : [{ relation: { schema, name }, mode: 'ROW EXCLUSIVE' }];
}

function mayBeDomain({ type }: Column, { schema }: At): string | undefined {
  if (type === undefined || isBuiltIn(type) || schema.enums.has(type.name)) return undefined;
  return `if ${type.name} is a domain with a constraint, every row is written anew`;
}

function nothingToAdd({ table, column }: AddColumn, at: At): Effects {
  return settle(
    {
      does: `Finds ${columnText(table, column.name)} there already and adds nothing`,
      page: 'sql-altertable',
      subject: table,
      holds: hold(at, table, 'ACCESS EXCLUSIVE'),
    },
    at,
  );
}
