import type { Other } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';

/** The sequence of a column goes along with its table: code that breaks names the table, and a rule says so there. */
export function followsTable({ what, from }: NonNullable<Other['renames']>, steps: readonly AnalyzedStep[]): boolean {
  if (what !== 'sequence') return false;
  return steps.some(
    ({ operation }) => operation.kind === 'renameTable' && from.name.startsWith(`${operation.table.name}_`),
  );
}

/** Another thing comes by the old name, or this one takes the name of one that went: code finds what it looks for. */
export function standsIn(steps: readonly AnalyzedStep[], { from, to }: NonNullable<Other['renames']>): boolean {
  return steps.some(({ operation }) => {
    if (operation.kind === 'createEnum') return isSame(operation.type, from);
    if (operation.kind === 'dropType') return operation.type.name === to;
    if (operation.kind !== 'other') return false;
    const made = [operation.view, operation.makes?.name, operation.sequence?.name].flatMap((name) => name ?? []);
    const gone = /^DROP\b/.test(operation.statement) ? [...operation.relations, ...(operation.objects ?? [])] : [];
    return made.some((name) => isSame(name, from)) || gone.some(({ name }) => name === to);
  });
}
