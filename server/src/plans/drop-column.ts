import type { Column, ColumnType, Default } from '../model/column.ts';
import type { Phase } from '../model/finding.ts';
import { columnText, type Name } from '../model/name.ts';
import type { Subject } from '../model/rule.ts';
import { type Schema, tableOf } from '../model/schema.ts';
import type { Plan } from './plan.ts';
import { shared } from './planned.ts';
import { constraintsOn, holdsAnew, indexesOn, restoreAround } from './restore-column.ts';

/**
 * The column first stops being needed by those who write rows, and goes in a later migration, when no code names it any more.
 * A default does that and can be taken back whatever was written meanwhile; NULL is for where no default would do.
 */
export function dropColumnPlan(
  table: Name,
  column: Column,
  schema: Schema,
  { effects }: Pick<Subject, 'effects'>,
): Plan {
  const { name, nullable, identity, generated } = column;
  if (nullable || column.default || identity || generated)
    return { first: [], undoFirst: [], phases: [dropColumnPhase(table, column, schema)] };
  const given = (value: Default) => ({ kind: 'setDefault', table, column: name, default: value }) as const;
  const value = standIns(table, column, schema).find((each) => effects(given(each), schema).refused === undefined);
  if (value)
    return {
      first: [shared(given(value))],
      undoFirst: [shared({ kind: 'setDefault', table, column: name })],
      phases: [dropColumnPhase(table, { ...column, default: value }, schema)],
    };
  const phase = dropColumnPhase(table, { ...column, nullable: true }, schema);
  const end = `The way back ends at this migration: before ${columnText(table, name)} can be NOT NULL again, somebody has to fill it.`;
  return {
    first: [shared({ kind: 'dropNotNull', table, column: name })],
    undoFirst: [shared({ kind: 'setNotNull', table, column: name })],
    phases: [{ ...phase, before: [...phase.before, end] }],
  };
}

/** The migration that drops it; its way back brings the column back, not the values. */
export function dropColumnPhase(table: Name, restored: Column, schema: Schema): Phase {
  const name = columnText(table, restored.name);
  return {
    title: `drop ${table.name} ${restored.name}`,
    before: [
      `No deployed code reads or writes ${name}: the models have been without it for a release.`,
      'A backup of its values exists, or nobody needs them: the downgrade cannot bring them back.',
    ],
    up: [shared({ kind: 'dropColumn', table, column: restored.name })],
    down: [
      shared({ kind: 'addColumn', table, column: restored, constraints: [] }),
      ...restoreAround(table, restored.name, schema, holdsAnew(table, restored.default !== undefined, schema)),
    ],
  };
}

/** What rows may have in it while no code gives it a value; none where the same value twice, or any that nobody chose, may be refused. */
function standIns(table: Name, { name, type }: Column, schema: Schema): readonly Default[] {
  const known = tableOf(schema, table);
  if (!type || !known?.complete || known.inherits || known.partitioned || schema.doubtful) return [];
  if (constraintsOn(table, name, schema).some(({ kind }) => kind !== 'notNull')) return [];
  return indexesOn(table, name, schema).some(({ unique }) => unique) ? [] : plainValues(type);
}

/** The value of the type that says nothing, as every server takes it; as an expression for servers that take no other default of a text. */
function plainValues({ name, dimensions, enumeration, elsewhere }: ColumnType): readonly Default[] {
  if (dimensions || enumeration || elsewhere) return [];
  if (/^(varchar|char|text|tinytext|mediumtext|longtext)$/.test(name))
    return [
      { kind: 'constant', value: '' },
      { kind: 'expression', sql: "('')" },
    ];
  const isNumber = /^(boolean|smallint|mediumint|integer|bigint|numeric|real|double precision|float|double)$/.test(
    name,
  );
  return isNumber ? [{ kind: 'constant', value: '0' }] : [];
}
