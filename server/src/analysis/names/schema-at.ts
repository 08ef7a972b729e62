import { afterStep } from '../../model/after-step.ts';
import type { Direction, Migration } from '../../model/migration.ts';
import { type Schema, settled } from '../../model/schema.ts';
import type { Analysis } from '../analyze.ts';
import { behind, told } from '../meet.ts';

/** What is there when the statement at a place runs: those of its direction that stand above it have run. */
export function schemaAt(analysis: Analysis, offset: number): Schema {
  const { migration, history, project } = analysis;
  const direction = directionAt(migration, offset);
  const own = analysis[direction].filter(({ path }) => path === undefined);
  const above = own.findLast(({ span }) => span.end <= offset);
  if (above) return afterStep(above.before, above);
  const [first] = own;
  if (first) return first.before;
  const start = told(history.before(migration), project);
  const undone = direction === 'down' ? history.undone(migration) : undefined;
  if (undone) return settled(undone.up.reduce(afterStep, told(history.before(undone), project)));
  return direction === 'up' ? start : settled(behind(analysis.up, start));
}

/** The direction whose function or section holds the place. */
export function directionAt({ spans, undoes, up }: Migration, offset: number): Direction {
  if (undoes !== undefined) return 'down';
  const down = spans.down?.start;
  if (down === undefined || offset < down) return 'up';
  const upAt = spans.up?.start ?? up[0]?.span.start ?? -1;
  return upAt > down && offset >= upAt ? 'up' : 'down';
}
