import type { Column } from '../model/column.ts';
import type { Phase, Planned } from '../model/finding.ts';
import { columnText, type Name } from '../model/name.ts';
import type { MirrorColumn, Operation, Partner } from '../model/operation.ts';
import type { PatternGround } from '../model/pattern.ts';
import { indexColumns, type Schema, tableOf } from '../model/schema.ts';
import { expressionFrom } from './answers.ts';
import { isTaken } from './at-once.ts';
import { backfillPlan } from './backfill.ts';
import { triggerFor } from './names.ts';
import { shared } from './planned.ts';
import { restoreAround } from './restore-column.ts';
import { setNotNullPlan } from './set-not-null.ts';

/** A column that goes to another table, to the row there whose `by` is what the row here has in `key`; both find one row at most. */
export interface Move {
  readonly table: Name;
  readonly column: Column;
  readonly into: Name;
  readonly to: string;
  readonly key: string;
  readonly by: string;
}

/** New code makes rows without it. */
export function isReleased(column: Column): boolean {
  return !column.nullable && !column.default;
}

export function carriersOf({ table, column, into, to, key, by }: Move) {
  const here: MirrorColumn = {
    kind: 'mirrorColumn',
    table,
    from: { column: column.name },
    to,
    partner: { table: into, by, key },
    yields: column.default ? 'when linked' : 'when relinked',
    name: triggerFor('move', table.name, column.name, 'to', into.name),
  };
  const there: MirrorColumn = {
    kind: 'mirrorColumn',
    table: into,
    from: { column: to },
    to: column.name,
    partner: { table, by: key, key: by },
    name: triggerFor('move', into.name, to, 'back', 'to', table.name),
  };
  return { here, there };
}

export function stopped({ table, name }: MirrorColumn) {
  return { kind: 'stopMirror', table, name } as const;
}

/** Only the old column keeps a default meanwhile: with one on both, nobody could tell which was written. */
export function addThere({ into, column, to }: Move): Planned {
  const added: Column = { ...column, name: to, nullable: true, default: undefined };
  return shared({ kind: 'addColumn', table: into, column: added, constraints: [] });
}

export function dropThere({ into, to }: Move): Planned {
  return shared({ kind: 'dropColumn', table: into, column: to });
}

/** The default comes after the values. */
export function addHere({ table, column }: Move): Planned {
  const added: Column = { ...column, nullable: true, default: undefined };
  return shared({ kind: 'addColumn', table, column: added, constraints: [] });
}

export function defaultOf(column: Column, table: Name, name: string, value: Column['default']): readonly Operation[] {
  return column.default ? [{ kind: 'setDefault', table, column: name, default: value }] : [];
}

export function filled({ table, column, into, to, key, by }: Move, schema: Schema): Phase {
  return fromPartner(into, to, column.name, { table, by: key, key: by }, schema);
}

export function filledHere(move: Move, schema: Schema, ground: PatternGround): readonly Planned[] {
  const { table, column, into, to, key, by } = move;
  const { up } = fromPartner(table, column.name, to, { table: into, by, key }, schema);
  const value = column.default && expressionFrom(column.default);
  const required = !column.nullable && value !== undefined;
  return [
    ...defaultOf(column, table, column.name, column.default).map(shared),
    ...up,
    ...(required ? backfillPlan(table, column.name, { expression: value }, schema).up : []),
    ...restoreAround(table, column.name, schema),
    ...(required ? notNullAgain(table, column.name, schema, ground) : []),
  ];
}

/** In steps where the engine has words for them. */
export function notNullAgain(table: Name, column: string, schema: Schema, ground: PatternGround): readonly Planned[] {
  const { first, phases } = setNotNullPlan(table, column);
  const steps = [...first, ...phases.flatMap(({ up }) => up)];
  const isPossible = isTaken({ title: '', before: [], up: steps, down: [] }, schema, ground);
  return isPossible ? steps : [shared({ kind: 'setNotNull', table, column })];
}

export function fromPartner(table: Name, column: string, theirs: string, partner: Partner, schema: Schema): Phase {
  const fill = backfillPlan(table, column, { column: theirs }, schema, [], { rows: rowsOfTwo });
  const up = fill.up.map((each) =>
    each.operation.kind === 'backfill' ? { ...each, operation: { ...each.operation, partner } } : each,
  );
  return { ...fill, up };
}

/** Rows a batch: each is locked in both tables until the batch ends, and its trigger looks at the other. */
const rowsOfTwo = 200;

/** What history does not say of a column that is to find one row. */
export function uniqueIn(table: Name, column: string, schema: Schema): readonly string[] {
  return findsOne(table, column, schema)
    ? []
    : [`${columnText(table, column)} is unique, by an index: each row written looks for its partner by it.`];
}

/** A key, a UNIQUE or a unique index over the column alone. */
export function findsOne(table: Name, column: string, schema: Schema): boolean {
  const { constraints = [], indexes = [] } = tableOf(schema, table) ?? {};
  const isIt = (columns: readonly string[]) => columns.length === 1 && columns[0] === column;
  return (
    constraints.some((each) => (each.kind === 'primaryKey' || each.kind === 'unique') && isIt(each.columns)) ||
    indexes.some((each) => each.unique && !each.where && each.keys.length === 1 && isIt(indexColumns(each)))
  );
}
