import { indexNames } from '../../model/index-names.ts';
import type { CreateIndex } from '../../model/operation.ts';
import type { Answers, Pattern } from '../../model/pattern.ts';
import { type Schema, tableOf } from '../../model/schema.ts';
import { namesFrom, tableFrom } from '../answers.ts';
import type { NamedIndex } from '../index-phase.ts';
import { nameFor } from '../names.ts';
import { replacedAtOnce, replaceIndexPhases } from '../replace-index.ts';
import { columns, isUnique, saysYes, table } from './questions.ts';

export const replaceIndex: Pattern = {
  id: 'replace-index',
  title: 'Replace index (phased)',
  description: 'The new index is built beside the old one, which goes when the new one is there and leaves it its name',
  asks: [
    table,
    { name: 'index', prompt: 'Index to replace', placeholder: 'ix_users_email', suggests: 'index' },
    { ...columns, prompt: 'Columns of the new one, with commas' },
    { ...isUnique, prompt: 'Unique? (yes or no; empty: as the old one)' },
    { name: 'where', prompt: 'SQL condition of a partial index (empty: as the old one)', optional: true },
  ],
  phases: (answers, schema, ground) => {
    const made = asked(answers, schema);
    return 'problem' in made ? made : replaceIndexPhases(made.old, made.now, schema, ground);
  },
  plain: (answers, schema, ground) => {
    const made = asked(answers, schema);
    return 'problem' in made ? made : replacedAtOnce(made.old, made.now, schema, ground);
  },
};

interface Asked {
  readonly old: NamedIndex;
  readonly now: NamedIndex;
}

function asked(answers: Answers, schema: Schema): Asked | { readonly problem: string } {
  const name = tableFrom(answers.table ?? '');
  const called = (answers.index ?? '').trim();
  const known = tableOf(schema, name);
  if (known?.constraints.some((each) => each.name === called))
    return { problem: `${called} is the index of a constraint of ${name.name}: it is replaced with the constraint` };
  const names = known ? indexNames(known) : [];
  const found = known?.indexes.find((_, at) => names[at] === called);
  if (!found)
    return { problem: `The history does not say what ${called} of ${name.name} is: nothing could bring it back` };
  const { ifNotExists: _, concurrently: __, rebuild: ___, ...plain } = found;
  const old: NamedIndex = { ...plain, name: called };
  const now: CreateIndex & NamedIndex = {
    ...old,
    name: nameFor(called, 'new'),
    keys: namesFrom(answers.column ?? '').map((each) => ({ column: each })),
    ...(answers.unique?.trim() && { unique: saysYes(answers.unique) }),
    ...(answers.where?.trim() && { where: answers.where.trim() }),
  };
  return { old, now };
}
