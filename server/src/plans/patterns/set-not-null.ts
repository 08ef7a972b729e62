import type { Phase } from '../../model/finding.ts';
import type { Name } from '../../model/name.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import { columnOf, type Schema } from '../../model/schema.ts';
import { tableFrom } from '../answers.ts';
import { atOnce, standstill } from '../at-once.ts';
import { backfillPlan } from '../backfill.ts';
import { thereAndBack } from '../by-copy.ts';
import { firstPhase, type Plan, proven } from '../plan.ts';
import { shared } from '../planned.ts';
import { filledNotNull, notNullLaterPlan, setNotNullPlan } from '../set-not-null.ts';
import { column, table } from './questions.ts';

export const setNotNull: Pattern = {
  id: 'set-not-null',
  title: 'Set NOT NULL (phased)',
  description:
    'New rows are bound at once, old ones are checked later while everyone goes on, and then NOT NULL is instant',
  asks: [
    table,
    column,
    { name: 'value', prompt: 'SQL value for rows that have NULL (empty: there are none)', optional: true },
  ],
  phases: (answers, schema, ground) => {
    const { name, what } = asked(answers);
    const plain = inOne({ ...answers, value: undefined }, schema, ground);
    if ('problem' in plain) return plain;
    const plan = planFor(name, what, schema, ground);
    const writes = writesIn(name, what);
    const fill = filling(answers, schema);
    if (!plan) return [...(fill ? [fill] : []), { ...plain, ...(!fill && { before: [writes] }) }];
    if (fill) return filledNotNull(fill, name, what, plan);
    return [firstPhase(`bind new rows of ${name.name} to ${what}`, plan, [writes]), ...plan.phases];
  },
  plain: inOne,
};

function inOne(answers: Answers, schema: Schema, ground: PatternGround): Phase | { readonly problem: string } {
  const { name, what } = asked(answers);
  if (columnOf(schema, name, what)?.nullable === false)
    return { problem: `${name.name}.${what} is NOT NULL already, as history knows it` };
  const at = { table: name, column: what };
  const fill = filling(answers, schema);
  const { there, back } = thereAndBack({ kind: 'setNotNull', ...at }, { kind: 'dropNotNull', ...at }, schema, ground);
  const phase: Phase = {
    title: `set ${name.name} ${what} not null`,
    before: [
      ...(fill?.before ?? []),
      `No row of ${name.name} has NULL in ${what} any more; otherwise it fails.`,
      ...there.before,
    ],
    up: [...(fill?.up ?? []), ...there.planned],
    down: back.planned,
  };
  return atOnce(phase, name, schema, ground);
}

/** What gives old rows their value, where one was said. */
function filling(answers: Answers, schema: Schema): Phase | undefined {
  const { name, what } = asked(answers);
  const expression = answers.value?.trim();
  return expression ? backfillPlan(name, what, { expression }, schema, [writesIn(name, what)]) : undefined;
}

function writesIn({ name }: Name, what: string): string {
  return `The code that is deployed everywhere writes ${what} in every new row of ${name}.`;
}

/** The shortest that stops nobody; none where one statement does not either, or where the engine takes nothing for a proof. */
function planFor(name: Name, what: string, schema: Schema, ground: PatternGround): Plan | undefined {
  const set = { kind: 'setNotNull', table: name, column: what } as const;
  if (!standstill({ title: '', before: [], up: [shared(set)], down: [] }, schema, ground)) return undefined;
  const later = notNullLaterPlan(name, what);
  if (later.first.every(({ operation }) => ground.effects(operation, schema).refused === undefined)) return later;
  const plan = setNotNullPlan(name, what);
  return ground.effects(set, proven(plan, schema)).work === 'instant' ? plan : undefined;
}

function asked({ table: where = '', column: what = '' }: Answers) {
  return { name: tableFrom(where), what: what.trim() };
}
