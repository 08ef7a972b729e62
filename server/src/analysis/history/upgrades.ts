import type { Environment } from '../../model/frontend.ts';
import type { Migration } from '../../model/migration.ts';
import type { AnalyzedStep, Upgrade } from '../../model/rule.ts';
import type { History } from './history.ts';
import type { Released } from './released.ts';

/** The upgrades of a history, each worked out once at most for as long as the history and what is around it are the same. */
export function upgradesOf(
  history: History,
  released: Released,
  environment: Environment,
  meet: (migration: Migration) => readonly AnalyzedStep[],
): readonly Upgrade[] {
  const known = kept.get(history);
  if (known?.environment === environment && known.released === released) return known.upgrades;
  const upgrades = history.order.map((migration) => upgrade(migration, released.has(migration), meet));
  kept.set(history, { environment, released, upgrades });
  return upgrades;
}

const kept = new WeakMap<History, Kept>();

interface Kept {
  readonly environment: Environment;
  readonly released: Released;
  readonly upgrades: readonly Upgrade[];
}

function upgrade(
  migration: Migration,
  released: boolean,
  meet: (migration: Migration) => readonly AnalyzedStep[],
): Upgrade {
  let steps: readonly AnalyzedStep[] | undefined;
  return {
    migration,
    ...(released && { released }),
    steps() {
      steps ??= meet(migration);
      return steps;
    },
  };
}
