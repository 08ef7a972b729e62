import type { Step } from '../model/migration.ts';
import type { Name } from '../model/name.ts';
import type { Other } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { schemaKey } from '../model/schema.ts';
import type { Ground } from './way-back.ts';

/**
 * The author's last statement that made the thing, before this step; undefined where there was none of that name, 'unclear'
 * where one is known of that was written elsewhere, or in a way that cannot be said again.
 */
export function writtenBefore(step: AnalyzedStep, word: string, name: Name, { steps, ancestors }: Ground) {
  const own = steps.slice(0, steps.indexOf(step));
  for (const each of [own, ...ancestors.map(({ up }) => up)]) {
    const last = each.findLast(
      ({ operation }) =>
        operation.kind === 'other' && isAbout(operation, word, name) && isOfSame(operation, step, word),
    );
    if (last) return textOf(last, word);
  }
  return undefined;
}

/** A trigger and a policy have their names from their table alone. */
function isOfSame({ relations: [one] }: Other, { operation }: AnalyzedStep, word: string): boolean {
  const other = operation.kind === 'other' ? operation.relations[0] : undefined;
  return !/^(TRIGGER|POLICY)$/.test(word) || !one || !other || schemaKey(one) === schemaKey(other);
}

function isAbout(
  { statement, view, makes, trigger, policy, sequence, objects = [], relations }: Other,
  word: string,
  name: Name,
): boolean {
  if (!statement.startsWith(`CREATE ${word}`) && statement !== `DROP ${word}`) return false;
  const made = view ?? makes?.name ?? sequence?.name;
  const part = trigger ?? policy;
  const names = made ? [made] : part ? [{ name: part.name }] : objects.length > 0 ? objects : relations;
  return names.some((each) => schemaKey(each) === schemaKey(name));
}

function textOf({ operation, sql, repeated, varies }: Step, word: string): string | 'unclear' | undefined {
  if (operation.kind !== 'other') return 'unclear';
  if (operation.statement.startsWith('DROP')) return undefined;
  if (sql === undefined || repeated || varies) return 'unclear';
  const text = sql.trim().replace(/;\s*$/, '');
  return word === 'FUNCTION' || word === 'PROCEDURE' || word === 'VIEW'
    ? text.replace(new RegExp(`^create\\s+(?!or\\s)(?=${word})`, 'i'), 'CREATE OR REPLACE ')
    : text;
}
