import { constraintColumns } from '../../model/constraint.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import { columnOf, keyOf, type Schema } from '../../model/schema.ts';
import { namesFrom, tableFrom } from '../answers.ts';
import { isTaken, standstill } from '../at-once.ts';
import { constraintAtOnce, type NamedConstraint } from '../constraint-at-once.ts';
import { leftover } from '../index-phase.ts';
import { nameFor } from '../names.ts';
import { firstPhase } from '../plan.ts';
import { shared } from '../planned.ts';
import { primaryKeyPlan } from '../primary-key.ts';
import { columns, constraintName, table } from './questions.ts';

export const addPrimaryKey: Pattern = {
  id: 'add-primary-key',
  title: 'Add primary key (phased)',
  description: 'Its index is built while everyone goes on, NOT NULL is proven by a CHECK, and the key takes an instant',
  asks: [table, columns, constraintName],
  phases: (answers, schema, ground) => {
    const made = asked(answers, schema);
    if ('problem' in made) return made;
    const plain = inOne(made, schema, ground);
    if (!standstill(plain, schema, ground)) return [plain];
    const { name, key, rows } = made;
    const nullable = key.columns.filter((each) => columnOf(schema, name, each)?.nullable !== false);
    const plan = primaryKeyPlan(name, key.columns, nullable, key.name);
    const before = [rows, leftover(key.name)];
    const first = firstPhase(`build the index of ${key.name}`, plan, before);
    if (!isTaken({ ...first, up: first.up.slice(0, 1) }, schema, ground)) return [plain];
    if (plan.phases.length > 0) return [first, ...plan.phases];
    const drop = shared({ kind: 'dropConstraint', table: name, name: key.name, type: 'primaryKey' });
    return [{ title: `add ${key.name}`, before, up: plan.first, down: [drop] }];
  },
  plain: (answers, schema, ground) => {
    const made = asked(answers, schema);
    return 'problem' in made ? made : inOne(made, schema, ground);
  },
};

interface Asked {
  readonly name: Name;
  readonly key: Extract<NamedConstraint, { readonly kind: 'primaryKey' }>;
  readonly rows: string;
}

function inOne({ name, key, rows }: Asked, schema: Schema, ground: PatternGround) {
  const nulls = `No row of ${name.name} has NULL in ${constraintColumns(key).join(', ')}.`;
  return constraintAtOnce(name, key, schema, ground, [rows, nulls]);
}

function asked(answers: Answers, schema: Schema): Asked | { readonly problem: string } {
  const name = tableFrom(answers.table ?? '');
  const own = namesFrom(answers.column ?? '');
  const known = keyOf(schema, name);
  if (known.length > 0)
    return { problem: `${relationText(name)} has a primary key already, over ${known.join(', ')}: drop that first` };
  const key = { kind: 'primaryKey', name: answers.name?.trim() || nameFor(name.name, 'pkey'), columns: own } as const;
  return { name, key, rows: `No two rows of ${name.name} have the same ${own.join(', ')}.` };
}
