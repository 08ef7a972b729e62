import type { Planned } from '../../model/finding.ts';
import { foreignKeysTo } from '../../model/foreign-keys.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { Answers, Pattern } from '../../model/pattern.ts';
import { isSame, type Schema } from '../../model/schema.ts';
import { tableFrom } from '../answers.ts';
import { dropTablePlan } from '../drop-table.ts';
import { firstPhase } from '../plan.ts';
import { shared } from '../planned.ts';
import { tableAgain } from '../restore-table.ts';
import { table } from './questions.ts';

export const dropTable: Pattern = {
  id: 'drop-table',
  title: 'Drop table (phased)',
  description: 'The table loses its name first, which an instant undoes, and goes when nobody has missed it',
  keepsCodeRunning: true,
  asks: [table],
  phases: (answers, schema) => {
    const found = droppable(answers, schema);
    if ('problem' in found) return found;
    const plan = dropTablePlan(found.name, found.again);
    const unread = `No deployed code reads or writes ${relationText(found.name)}: the models have been without it for a release.`;
    return [firstPhase(`rename ${found.name.name} before it is dropped`, plan, [unread]), ...plan.phases];
  },
  plain: (answers, schema) => {
    const found = droppable(answers, schema);
    if ('problem' in found) return found;
    return {
      title: `drop ${found.name.name}`,
      before: [`No deployed code reads or writes ${relationText(found.name)}.`],
      up: [shared({ kind: 'dropTable', table: found.name })],
      down: found.again,
    };
  },
};

/** What makes the table again; in words why it cannot be dropped, or not be made again. */
function droppable(
  answers: Answers,
  schema: Schema,
): { readonly name: Name; readonly again: readonly Planned[] } | { readonly problem: string } {
  const name = tableFrom(answers.table ?? '');
  const what = relationText(name);
  const pointing = foreignKeysTo(schema, name, 'all').find(({ child }) => !isSame(child, name));
  if (pointing) {
    const key = pointing.key.name === undefined ? 'A foreign key' : `The foreign key ${pointing.key.name}`;
    return { problem: `${key} of ${relationText(pointing.child)} points at ${what}: it has to be dropped first` };
  }
  const again = tableAgain({ kind: 'dropTable', table: name }, schema);
  return again
    ? { name, again }
    : { problem: `What ${what} consists of is not known from the history: no downgrade could make it again` };
}
