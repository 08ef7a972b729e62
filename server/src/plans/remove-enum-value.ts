import type { Column, ColumnType, Default } from '../model/column.ts';
import type { Phase, Planned } from '../model/finding.ts';
import { columnText, type Name, relationText } from '../model/name.ts';
import type { Operation } from '../model/operation.ts';
import type { Schema } from '../model/schema.ts';
import { changeTypePlan } from './change-type.ts';
import { castTo, type Typed } from './enum-without.ts';
import { nameFor } from './names.ts';
import { firstPhase } from './plan.ts';
import { shared } from './planned.ts';
import type { Asked } from './renamings.ts';

/**
 * A type without the value beside the old one; each column gets one of the new type that takes its name, as for any change of type, at
 * the moment when the new type takes the name of the old one. Undefined where no trigger can double a column.
 */
export function removeEnumValuePhases(
  type: Name,
  values: readonly string[],
  value: string,
  columns: readonly Typed[],
  schema: Schema,
  ground: Asked,
): readonly Phase[] | undefined {
  const left = values.filter((each) => each !== value);
  const [to, old] = [nameFor(type.name, 'new'), nameFor(type.name, 'old')].map((name) => ({ ...type, name }));
  if (!to || !old) return undefined;
  const moves = columns.map(({ table, column }) => {
    const was: Column = { ...column, type: enumType(old, values), default: plainDefault(column.default) };
    const plan = changeTypePlan(table, was, enumType(to, left), schema, ground);
    const cast = (planned: readonly Planned[]) => planned.map((each) => withCast(each, column.name, old, to));
    const phases = plan?.phases.map((phase) => ({ ...phase, up: cast(phase.up), down: cast(phase.down) })) ?? [];
    const [swap, drop] = phases.slice(-2);
    if (!plan || !swap || !drop) return undefined;
    const title = `add ${columnText(table, column.name)} without ${value}`;
    const first = firstPhase(title, plan, refusals(table, column.name, value));
    return { fill: [first, ...phases.slice(0, -2)], swap, drop };
  });
  const known = moves.flatMap((each) => each ?? []);
  const [first, ...rest] = known.flatMap(({ fill }) => fill);
  if (!first || known.length < moves.length) return undefined;
  const create = shared({ kind: 'createEnum', type: to, values: left });
  return [
    { ...first, up: [create, ...first.up], down: [...first.down, shared({ kind: 'dropType', type: to })] },
    ...rest,
    // Code that casts to the type finds the one that the columns have, at any moment.
    {
      title: `swap ${type.name}`,
      before: known.flatMap(({ swap }) => swap.before),
      up: [...known.flatMap(({ swap }) => swap.up), shared(renamed(type, old.name)), shared(renamed(to, type.name))],
      down: [
        ...known.flatMap(({ swap }) => swap.down),
        shared(renamed(type, to.name)),
        shared(renamed(old, type.name)),
      ],
    },
    ...known.map(({ drop }) => drop),
    {
      title: `drop type ${old.name}`,
      before: [`No function and no view uses ${relationText(old)}.`],
      up: [shared({ kind: 'dropType', type: old })],
      down: [shared({ kind: 'createEnum', type: old, values })],
    },
  ];
}

function refusals(table: Name, column: string, value: string): readonly string[] {
  const where = columnText(table, column);
  return [
    `No deployed code writes ${value} to ${where} any more: it is refused from now on.`,
    `No row has ${value} in ${where} any more: the next migration fails on one that has.`,
  ];
}

/** From one type to the other there is no cast but the one through text. */
function withCast(planned: Planned, column: string, old: Name, to: Name): Planned {
  const { operation } = planned;
  if (operation.kind !== 'backfill' || !('column' in operation.value)) return planned;
  const target = operation.column === nameFor(column, 'new') ? to : old;
  return { ...planned, operation: { ...operation, value: { expression: castTo(operation.value.column, target) } } };
}

/** The constant without the name of its type, which is another one behind the change. */
export function plainDefault(value: Default | undefined): Default | undefined {
  const [, text] = (value?.kind === 'expression' && /^'((?:[^']|'')*)'(?:::[\w."]+)?$/.exec(value.sql)) || [];
  return text === undefined ? value : { kind: 'constant', value: text.replaceAll("''", "'") };
}

function enumType(type: Name, values: readonly string[]): ColumnType {
  return { name: relationText(type), arguments: [], enumeration: { values, native: true, there: true } };
}

function renamed(type: Name, to: string): Operation {
  return {
    kind: 'other',
    statement: 'ALTER TYPE RENAME',
    relations: [],
    renames: { what: 'type', from: type, to },
  };
}
