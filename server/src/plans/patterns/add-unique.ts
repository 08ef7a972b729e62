import type { Name } from '../../model/name.ts';
import type { Answers, Pattern } from '../../model/pattern.ts';
import type { Schema } from '../../model/schema.ts';
import { namesFrom, tableFrom } from '../answers.ts';
import { standstill } from '../at-once.ts';
import { constraintAtOnce, type NamedConstraint, nameTaken } from '../constraint-at-once.ts';
import { leftover } from '../index-phase.ts';
import { nameFor } from '../names.ts';
import { shared } from '../planned.ts';
import { uniqueByIndex } from '../unique-index.ts';
import { columns, constraintName, table } from './questions.ts';

export const addUnique: Pattern = {
  id: 'add-unique',
  title: 'Add UNIQUE',
  description: 'Its index is built while everyone goes on, and becomes the constraint in an instant',
  asks: [table, columns, constraintName],
  phases: (answers, schema, ground) => {
    const made = asked(answers, schema);
    if ('problem' in made) return made;
    const { name, constraint, rows } = made;
    const plain = constraintAtOnce(name, constraint, schema, ground, [rows]);
    const up = uniqueByIndex(name, constraint.name, constraint.columns);
    const [index] = up;
    const isTaken = index && ground.effects(index.operation, schema).refused === undefined;
    if (!isTaken || !standstill(plain, schema, ground)) return [plain];
    return [
      {
        title: `add ${constraint.name}`,
        before: [rows, leftover(constraint.name)],
        up,
        down: [shared({ kind: 'dropConstraint', table: name, name: constraint.name, type: 'unique' })],
      },
    ];
  },
  plain: (answers, schema, ground) => {
    const made = asked(answers, schema);
    return 'problem' in made ? made : constraintAtOnce(made.name, made.constraint, schema, ground, [made.rows]);
  },
};

interface Asked {
  readonly name: Name;
  readonly constraint: Extract<NamedConstraint, { readonly kind: 'unique' }>;
  readonly rows: string;
}

function asked(answers: Answers, schema: Schema): Asked | { readonly problem: string } {
  const name = tableFrom(answers.table ?? '');
  const own = namesFrom(answers.column ?? '');
  const called = answers.name?.trim() || nameFor('uq', name.name, ...own);
  const taken = nameTaken(name, called, schema);
  if (taken !== undefined) return { problem: taken };
  const constraint = { kind: 'unique', name: called, columns: own } as const;
  return {
    name,
    constraint,
    rows: `No two rows of ${name.name} have the same ${own.join(', ')}; NULL is like no other.`,
  };
}
