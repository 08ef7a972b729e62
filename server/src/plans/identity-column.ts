import type { Column, ColumnType } from '../model/column.ts';
import type { Phase, Planned } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { CreateIndex, NumbersOf, Operation } from '../model/operation.ts';
import type { Schema } from '../model/schema.ts';
import { backfillPlan } from './backfill.ts';
import { nextNumber } from './expression.ts';
import { leftover } from './index-phase.ts';
import { nameFor } from './names.ts';
import { alone, shared } from './planned.ts';
import { setNotNullPlan } from './set-not-null.ts';

/** A column that numbers its rows, with a unique index over it. */
export interface Numbered {
  readonly table: Name;
  readonly column: Column & { readonly type: ColumnType; readonly identity: 'always' | 'by default' };
}

/**
 * An identity column rewrites the table when it is added. So new rows get their numbers from a sequence by a default first, old rows
 * get theirs from it in batches, and the column becomes an identity that goes on with the same numbers in an instant, when it is
 * proven to be NOT NULL. Source: https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-GENERATED-IDENTITY
 */
export function identityColumnPhases({ table, column }: Numbered, schema: Schema): readonly Phase[] {
  const { name, type } = column;
  const sequence: Name = { ...table, name: nameFor(table.name, name, 'numbers') };
  const next = nextNumber(sequence);
  const make = shared({
    kind: 'other',
    statement: 'CREATE SEQUENCE',
    relations: [],
    sequence: { name: sequence, type },
  });
  const drop = shared({ kind: 'other', statement: 'DROP SEQUENCE', relations: [sequence] });
  const bare: Column = { ...column, identity: undefined, nullable: true };
  const index = uniqueOver(table, name);
  const notNull = setNotNullPlan(table, name);
  const fill = backfillPlan(table, name, { expression: next.sql }, schema);
  const filled: Phase = { ...fill, up: [...fill.up, ...notNull.first], down: notNull.undoFirst };
  const setDefault = shared({ kind: 'setDefault', table, column: name, default: next });
  return [
    {
      title: `add ${table.name} ${name}`,
      before: [
        `Whoever inserts into ${table.name} without owning it gets USAGE on new sequences by default privileges; otherwise this migration grants it on ${sequence.name}.`,
      ],
      up: [shared({ kind: 'addColumn', table, column: bare, constraints: [] }), make, setDefault],
      down: [shared({ kind: 'dropColumn', table, column: name }), drop],
    },
    filled,
    {
      title: `add index ${index.name}`,
      before: [leftover(index.name)],
      up: [alone({ ...index, concurrently: true })],
      down: [alone({ kind: 'dropIndex', index: { ...table, name: index.name }, table, concurrently: true })],
    },
    // It is the default that writes the column in every new row, not the application.
    ...notNull.phases.map((phase) => ({ ...phase, before: phase.before.slice(1) })),
    {
      title: `number ${table.name} ${name} by identity`,
      before: [`No code takes numbers from ${sequence.name} by name: it goes.`],
      up: [
        shared({ kind: 'setDefault', table, column: name, default: undefined }),
        shared(identity('ADD', table, column)),
        goOn({ table, column: name }, sequence),
        drop,
      ],
      down: [
        // Nobody takes a number between the one that is carried over and the change.
        shared({ kind: 'other', statement: 'LOCK TABLE IN ACCESS EXCLUSIVE MODE', relations: [table] }),
        make,
        goOn(sequence, { table, column: name }),
        shared(identity('DROP', table, column)),
        setDefault,
      ],
    },
  ];
}

/** What the column's numbers are told apart by. */
export function uniqueOver(table: Name, column: string): CreateIndex & { readonly name: string } {
  return { kind: 'createIndex', table, name: nameFor('uq', table.name, column), keys: [{ column }], unique: true };
}

function identity(what: 'ADD' | 'DROP', table: Name, { name, identity: how }: Numbered['column']): Operation {
  return {
    kind: 'other',
    statement: `ALTER TABLE ALTER COLUMN ${what} IDENTITY`,
    relations: [table],
    column: name,
    ...(what === 'ADD' && { identity: how }),
  };
}

function goOn(sequence: NumbersOf, from: NumbersOf): Planned {
  return shared({
    kind: 'other',
    statement: 'SELECT',
    relations: [],
    numbers: [sequence, from],
    goesOn: { sequence, from },
  });
}
