import type { Migration } from '../../model/migration.ts';
import type { History } from '../history/history.ts';

/**
 * The migrations of a change that is made in phases, in the order in which they run: those around this one that were made in one
 * go with it, or say what is to be deployed or checked before them. None where it stands alone.
 */
export function phasesAround(migration: Migration, history: History): readonly Migration[] {
  const phases = [...earlier(migration, history), migration, ...later(migration, history)];
  return phases.length > 1 && phases.some(({ checklist }) => checklist !== undefined) ? phases : [];
}

function earlier(migration: Migration, history: History): readonly Migration[] {
  const previous = history.previous(migration).slice(0, mostAround);
  const count = previous.findIndex((each, at) => !goesOn(previous[at - 1] ?? migration, each));
  return previous.slice(0, count === -1 ? undefined : count).reverse();
}

function later(migration: Migration, history: History): readonly Migration[] {
  const phases: Migration[] = [];
  for (let last = migration; last.id !== undefined && phases.length < mostAround; ) {
    const [next, other] = history.children(last.id);
    if (!next || other || !goesOn(next, last) || phases.includes(next) || next === migration) break;
    phases.push(next);
    last = next;
  }
  return phases;
}

function goesOn(migration: Migration, previous: Migration): boolean {
  if (migration.parents.length !== 1) return false;
  return (
    migration.checklist !== undefined || (migration.created !== undefined && migration.created === previous.created)
  );
}

/** A plan has fewer phases than this. */
const mostAround = 8;
