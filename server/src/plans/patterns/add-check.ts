import type { Name } from '../../model/name.ts';
import type { Answers, Pattern } from '../../model/pattern.ts';
import type { Schema } from '../../model/schema.ts';
import { tableFrom } from '../answers.ts';
import { constraintAtOnce, type NamedConstraint, nameTaken } from '../constraint-at-once.ts';
import { nameFor } from '../names.ts';
import { notValidPhases } from '../not-valid.ts';
import { constraintName, table } from './questions.ts';

export const addCheck: Pattern = {
  id: 'add-check',
  title: 'Add CHECK (phased)',
  description: 'It binds new rows at once, and old ones are checked later while everyone goes on',
  asks: [
    table,
    { name: 'expression', prompt: 'SQL condition over a row', placeholder: 'price > 0' },
    { ...constraintName, prompt: 'Name (empty: made of the table and what the condition begins with)' },
  ],
  phases: (answers, schema, ground) => {
    const made = asked(answers, schema);
    if ('problem' in made) return made;
    return notValidPhases(made.name, made.check, schema, ground, [made.rows]);
  },
  plain: (answers, schema, ground) => {
    const made = asked(answers, schema);
    return 'problem' in made ? made : constraintAtOnce(made.name, made.check, schema, ground, [made.rows]);
  },
};

interface Asked {
  readonly name: Name;
  readonly check: Extract<NamedConstraint, { readonly kind: 'check' }>;
  readonly rows: string;
}

function asked(answers: Answers, schema: Schema): Asked | { readonly problem: string } {
  const name = tableFrom(answers.table ?? '');
  const expression = (answers.expression ?? '').trim().replace(/;$/, '');
  const word = /"((?:[^"]|"")+)"|[\p{L}_][\p{L}\p{N}_]*/u.exec(expression);
  const called = answers.name?.trim() || nameFor('ck', name.name, ...(word ? [word[1] ?? word[0]] : []));
  const taken = nameTaken(name, called, schema);
  if (taken !== undefined) return { problem: taken };
  const check = { kind: 'check', name: called, expression } as const;
  // FALSE alone violates it.
  return { name, check, rows: `No row of ${name.name} makes (${expression}) false.` };
}
