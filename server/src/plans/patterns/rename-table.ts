import type { Phase } from '../../model/finding.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { Answers, Pattern, PatternGround } from '../../model/pattern.ts';
import { type Schema, tableOf } from '../../model/schema.ts';
import { tableFrom } from '../answers.ts';
import { namesFollowing } from '../names-following.ts';
import { firstPhase } from '../plan.ts';
import { shared } from '../planned.ts';
import { renameTablePlan } from '../rename-table.ts';
import { table } from './questions.ts';

export const renameTable: Pattern = {
  id: 'rename-table',
  title: 'Rename table (phased)',
  description: 'A view keeps the old name for the code that still runs with it, until no code does',
  keepsCodeRunning: true,
  asks: [table, { name: 'to', prompt: 'New name', placeholder: 'accounts' }],
  phases: (answers, schema, ground) => {
    const { name, to } = asked(answers);
    const plain = inOne(answers, schema, ground);
    if ('problem' in plain) return plain;
    if (!ground.traits.writesThroughViews) return [plain];
    const plan = renameTablePlan(name, to, namesFollowing({ kind: 'renameTable', table: name, to }, schema, ground));
    const inTurn = plan.first.some(({ operation }) => ground.effects(operation, schema).transaction !== 'allowed');
    const gap = `Each statement commits by itself here: for a moment ${name.name} is neither a table nor a view, and code that meets an error then tries again.`;
    return [
      firstPhase(`rename ${name.name} to ${to}`, plan, [usedBy(name, to), ...(inTurn ? [gap] : [])]),
      ...plan.phases,
    ];
  },
  plain: inOne,
};

/** Privileges are those of a table or of a name, and a view has its own. */
function usedBy(name: Name, to: string): string {
  return `Whoever uses ${relationText(name)} without owning it gets the same privileges on ${to} and on the view ${relationText(name)}: by default, or by this migration.`;
}

function inOne(answers: Answers, schema: Schema, ground: PatternGround): Phase | { readonly problem: string } {
  const { name, to } = asked(answers);
  const renamed = { ...name, name: to };
  if (tableOf(schema, renamed)) return { problem: `There is a table ${to} already` };
  const rename = { kind: 'renameTable', table: name, to } as const;
  const names = namesFollowing(rename, schema, ground);
  return {
    title: `rename ${name.name} to ${to}`,
    before: [`No code that names ${relationText(name)} runs any more, and none that names ${to} runs yet.`],
    up: [shared(rename), ...names.there],
    down: [...names.back, shared({ kind: 'renameTable', table: renamed, to: name.name })],
  };
}

function asked({ table: where = '', to = '' }: Answers) {
  return { name: tableFrom(where), to: to.trim() };
}
