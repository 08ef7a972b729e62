import { type Constraint, constraintColumns, type ForeignKey } from '../../model/constraint.ts';
import type { Effects, Work } from '../../model/effects.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import { finder } from '../../model/layered.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { AddConstraint, DropConstraint, ValidateConstraint } from '../../model/operation.ts';
import { columnOf, keyOf, type Table, tableOf } from '../../model/schema.ts';
import { heirs, holdAll, refusedKeyDrop } from './dependents.ts';
import { provesNotNull } from './expressions.ts';
import type { At, Facts, Hold, Mode } from './facts.ts';
import { hold, isMeantAlone, settle } from './facts.ts';
import { holdChildren } from './only.ts';

export function addConstraint({ table, constraint }: AddConstraint, at: At): Effects {
  const refused = refusedConstraint(table, constraint, at);
  if (refused !== undefined)
    return settle({ does: `PostgreSQL refuses it: ${refused}`, page: 'sql-altertable', subject: table, refused }, at);
  return settle({ page: 'sql-altertable', subject: table, ...added(table, constraint, at) }, at);
}

function refusedConstraint(table: Name, constraint: Constraint, at: At): string | undefined {
  if (at.version < 18 && 'notEnforced' in constraint && constraint.notEnforced) return notEnforcedTooEarly;
  if (constraint.kind === 'check' && constraint.noInherit && tableOf(at.schema, table)?.partitioned)
    return `cannot add NO INHERIT constraint to partitioned table "${table.name}"`;
  const second = constraint.kind === 'primaryKey' && !at.schema.doubtful && keyOf(at.schema, table).length > 0;
  return second ? `multiple primary keys for table "${table.name}" are not allowed` : undefined;
}

/** https://www.postgresql.org/docs/18/release-18.html */
export const notEnforcedTooEarly = 'constraints that are NOT ENFORCED came with PostgreSQL 18';

export function dropConstraint(operation: DropConstraint, at: At): Effects {
  const { table, name, cascade } = operation;
  const constraint = constraintNamed(at, table, name);
  const parents = constraint?.kind === 'foreignKey' ? hold(at, constraint.references, 'ACCESS EXCLUSIVE') : [];
  const isKey = constraint?.kind === 'primaryKey' || constraint?.kind === 'unique';
  const children = isKey && cascade ? referencing(at, table, constraint.columns) : [];
  const refused = cascade || name === undefined ? undefined : refusedKeyDrop(at, table, constraint, name);
  return settle(
    {
      refused,
      does:
        refused !== undefined
          ? `PostgreSQL refuses it: ${refused}`
          : `Drops the constraint ${name ?? 'without a name'} of ${relationText(table)}`,
      page: 'sql-altertable',
      subject: table,
      holds: [
        ...inherited(at, table, constraint, 'ACCESS EXCLUSIVE'),
        ...holdChildren(at, table, 'ACCESS EXCLUSIVE'),
        ...parents,
        ...children.flatMap((child) => hold(at, child, 'ACCESS EXCLUSIVE')),
      ],
      notes: [
        operation.type === 'foreignKey' && parents.length === 0
          ? 'the table that it references is locked in the same way, but is not known here'
          : undefined,
      ],
    },
    at,
  );
}

export function validateConstraint({ table, name }: ValidateConstraint, at: At): Effects {
  const constraint = constraintNamed(at, table, name);
  const unenforced = constraint && 'notEnforced' in constraint && constraint.notEnforced === true;
  const refused = unenforced ? 'cannot validate NOT ENFORCED constraint' : undefined;
  const valid = constraint !== undefined && !('notValid' in constraint && constraint.notValid);
  return settle(
    {
      refused,
      does: unenforced
        ? `PostgreSQL refuses it: ${refused}`
        : valid
          ? `Finds ${name} valid already`
          : `Reads every row of ${relationText(table)} to see that ${name} holds`,
      page: 'sql-altertable',
      subject: table,
      holds: [
        ...inherited(at, table, constraint, 'SHARE UPDATE EXCLUSIVE'),
        ...(constraint?.kind === 'foreignKey' && !valid ? hold(at, constraint.references, 'ROW SHARE') : []),
      ],
      work: valid ? 'instant' : 'scan',
      canFailOnRows: !valid,
      notes: [at.whole && at.whole.blocks !== 'nothing' ? undefined : 'reads and writes go on meanwhile'],
    },
    at,
  );
}

/** Keys are of the table and its partitions alone; other constraints are those of the tables that inherit from it too. */
function inherited(at: At, table: Name, constraint: Constraint | undefined, mode: Mode): readonly Hold[] {
  if (constraint?.kind === 'check' && constraint.noInherit) return own(at, table, mode);
  const isKey = constraint !== undefined && constraint.kind !== 'check' && constraint.kind !== 'notNull';
  return isKey ? hold(at, table, mode) : holdAll(at, table, mode);
}

/** The table and none that inherits from it. */
function own(at: At, table: Name, mode: Mode): readonly Hold[] {
  return hold({ ...at, only: [table] }, table, mode);
}

/** A foreign key locks the table that it references against writes, while triggers are put on both. */
export function foreignKeyHolds(constraint: Constraint, at: At): readonly Hold[] {
  return constraint.kind === 'foreignKey' ? hold(at, constraint.references, 'SHARE ROW EXCLUSIVE') : [];
}

/** The other ends of the foreign keys that sit on these columns, and of those that point at them where they go along. */
export function neighbours(
  at: At,
  table: Name,
  columns: readonly string[] | 'all',
  incoming: boolean,
  mode: Mode,
): readonly Hold[] {
  const own = (tableOf(at.schema, table)?.constraints ?? []).filter(
    (each): each is ForeignKey =>
      each.kind === 'foreignKey' && (columns === 'all' || each.columns.some((column) => columns.includes(column))),
  );
  const others = incoming ? referencing(at, table, columns) : [];
  const references = own.flatMap((each) => {
    const all = hold(at, each.references, mode);
    // PostgreSQL 12 locks the partitions that a key points at, and not their root.
    return at.version === 12 && mode === 'ACCESS EXCLUSIVE' && all.length > 1 ? all.slice(1) : all;
  });
  return [...references, ...others.flatMap((each) => hold(at, each, mode))];
}

/** Tables with a foreign key that points at these columns of the table. */
export function referencing(at: At, table: Name, columns: readonly string[] | 'all'): readonly Name[] {
  return foreignKeysTo(at.schema, table, columns).map(({ child }) => child);
}

/** Why the server need not read the rows to know that none is NULL; undefined where it must. */
export function notNullProof(at: At, table: Name, column: string): string | undefined {
  const known = tableOf(at.schema, table);
  if (!known) return undefined;
  if (known.columns.get(column)?.nullable === false) return 'it is NOT NULL already';
  for (const constraint of known.constraints) {
    const named = constraint.name === undefined ? 'a constraint' : constraint.name;
    if (constraint.kind === 'primaryKey' && constraint.columns.includes(column)) return 'it is in the primary key';
    if (constraint.kind === 'notNull' && constraint.column === column && !constraint.notValid)
      return `${named} proves it`;
    if (constraint.kind !== 'check' || constraint.notValid || at.version < 12) continue;
    if (provesNotNull(constraint.expression, column)) return `the valid CHECK ${named} proves it`;
  }
  // Its definition stands where nobody looked, but it was validated for a purpose and is named after the column.
  const trusted = at.version < 12 ? undefined : known.validated?.find((name) => isNamedAfter(name, column));
  return trusted && `the validated constraint ${trusted} is taken for a CHECK that proves it`;
}

/** `users_email_not_null` for `email`, but not `ck_valid` for `id`. */
function isNamedAfter(constraint: string, column: string): boolean {
  return `_${constraint}_`.includes(`_${column}_`);
}

/** By its name, or by the name that the server gives to one without. */
export function constraintNamed(at: Pick<At, 'schema'>, table: Name, name: string | undefined): Constraint | undefined {
  if (name === undefined) return undefined;
  return tableOf(at.schema, table)?.constraints.find((each) => nameOf(table, each) === name);
}

/** The tables that have a constraint of this name. */
export const byConstraintName = finder<Table>(({ name, constraints }) =>
  constraints.flatMap((each) => nameOf(name, each) ?? []),
);

function nameOf(table: Name, constraint: Constraint): string | undefined {
  return constraint.name ?? givenName(table, constraint);
}

function givenName(table: Name, constraint: Constraint): string | undefined {
  const endings: Partial<Record<Constraint['kind'], string>> = {
    foreignKey: 'fkey',
    unique: 'key',
    primaryKey: 'pkey',
  };
  const ending = endings[constraint.kind];
  if (ending === undefined) return undefined;
  const columns = constraint.kind === 'primaryKey' ? [] : constraintColumns(constraint);
  return [table.name, ...columns, ending].join('_');
}

type Added = Omit<Facts, 'page' | 'subject'>;

function added(table: Name, constraint: Constraint, at: At): Added {
  const named = constraint.name ?? 'a constraint without a name';
  const strong = holdAll(at, table, 'ACCESS EXCLUSIVE');
  switch (constraint.kind) {
    case 'check':
      return {
        holds: constraint.noInherit && at.version < 18 ? own(at, table, 'ACCESS EXCLUSIVE') : strong,
        ...verified(`the CHECK ${named}`, table, constraint.notValid),
      };
    case 'notNull':
      return addedNotNull(table, constraint, at, strong);
    case 'foreignKey':
      return addedForeignKey(table, constraint, at);
    case 'unique':
    case 'primaryKey':
      return addedKey(table, constraint, at);
    case 'exclude':
      return { ...built(`the exclusion constraint ${named}`, table), holds: building(at, table, 'SHARE') };
  }
}

function verified(
  what: string,
  table: Name,
  notValid: boolean | undefined,
): Pick<Facts, 'does' | 'work' | 'canFailOnRows'> {
  return notValid
    ? { does: `Adds ${what} to ${relationText(table)} for rows to come, without reading those that are there` }
    : {
        does: `Adds ${what} and reads every row of ${relationText(table)} to see that it holds`,
        work: 'scan',
        canFailOnRows: true,
      };
}

function built(what: string, table: Name): { does: string; work: Work; canFailOnRows: boolean } {
  return {
    does: `Adds ${what} and builds its index over ${relationText(table)}`,
    work: 'index build',
    canFailOnRows: true,
  };
}

function addedNotNull(
  table: Name,
  constraint: Constraint & { kind: 'notNull' },
  at: At,
  holds: readonly Hold[],
): Added {
  const what = `NOT NULL on ${constraint.column}`;
  if (at.version < 18) {
    const refused = `${what} is a constraint that can be added only since PostgreSQL 18`;
    return {
      does: `PostgreSQL refuses it: ${refused}`,
      refused,
      canFailOnRows: true,
    };
  }
  if (notNullProof(at, table, constraint.column) !== undefined) return { ...verified(what, table, true), holds };
  return { ...verified(what, table, constraint.notValid), breaksRunningCode: true, holds };
}

function addedForeignKey(table: Name, key: ForeignKey, at: At): Added {
  const named = key.name === undefined ? 'a foreign key' : `the foreign key ${key.name}`;
  const partitioned = tableOf(at.schema, table)?.partitioned === true;
  if (partitioned && (at.version < 11 || (key.notValid && at.version < 18))) {
    const refused = `a partitioned table takes ${at.version < 11 ? 'no foreign key before PostgreSQL 11' : 'no NOT VALID foreign key before PostgreSQL 18'}`;
    return {
      does: `PostgreSQL refuses it: ${refused}`,
      refused,
      canFailOnRows: true,
    };
  }
  const all = at.version < 18 ? hold : holdAll;
  const holds = [...all(at, table, 'SHARE ROW EXCLUSIVE'), ...foreignKeyHolds(key, at)];
  return { ...verified(`${named} to ${relationText(key.references)}`, table, key.notValid), holds };
}

function addedKey(table: Name, key: Constraint & { kind: 'unique' | 'primaryKey' }, at: At): Added {
  const what = `the ${key.kind === 'unique' ? 'unique constraint' : 'primary key'} ${key.name ?? `of ${relationText(table)}`}`;
  if (at.version < 11 && tableOf(at.schema, table)?.partitioned) {
    const refused = 'a partitioned table takes no key before PostgreSQL 11';
    return {
      does: `PostgreSQL refuses it: ${refused}`,
      refused,
      canFailOnRows: true,
    };
  }
  const index = tableOf(at.schema, table)?.indexes.find((each) => each.name === key.usingIndex);
  const columns = index ? index.keys.flatMap((each) => ('column' in each ? [each.column] : [])) : key.columns;
  const unproved = columns.filter((column) => notNullProof(at, table, column) === undefined);
  const proved = columns.length > 0 && unproved.length === 0;
  const inheriting = key.kind === 'primaryKey' && (at.version < 12 ? !proved : !at.only) ? heirs(at, table) : [];
  const holds = [
    ...building(at, table, key.kind === 'unique' || proved ? 'SHARE' : 'ACCESS EXCLUSIVE'),
    ...inheriting.flatMap((each) => hold(at, each.name, 'ACCESS EXCLUSIVE')),
  ];
  if (isMeantAlone(at, table) && tableOf(at.schema, table)?.partitioned)
    return { does: `Adds ${what}, which is valid once the index of each partition is attached to its own`, holds };
  if (key.usingIndex === undefined) return { ...built(what, table), holds };
  if (key.kind === 'unique' || proved) return { does: `Makes the index ${key.usingIndex} ${what}`, holds };
  return {
    does: `Makes the index ${key.usingIndex} ${what} and reads every row to see that no column of it is NULL`,
    work: 'scan',
    canFailOnRows: true,
    assumed: unproved.some((column) => columnOf(at.schema, table, column)?.nullable)
      ? undefined
      : `whether the columns of ${key.usingIndex} are NOT NULL is not known`,
    holds,
  };
}

/** Before PostgreSQL 18 the partitions are locked only as far as the building of their indexes asks, and heirs not at all. */
function building(at: At, table: Name, partitions: Mode): readonly Hold[] {
  if (at.version >= 18) return holdAll(at, table, 'ACCESS EXCLUSIVE');
  return [{ relation: table, mode: 'ACCESS EXCLUSIVE' }, ...hold(at, table, partitions)];
}
