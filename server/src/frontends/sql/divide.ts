import type { EngineName } from '../../model/engine.ts';
import type { Phase, Planned } from '../../model/finding.ts';
import type { Source } from '../../text.ts';
import { styleOf } from './new-file.ts';
import { refusesTransaction } from './opt-out.ts';
import { titleOf } from './title.ts';
import { undoes } from './undoes.ts';

/**
 * Where only a file of one statement runs outside of a transaction, each statement that refuses one gets a file of its own.
 * What undoes a statement goes where that statement went.
 */
export function dividePhases(phases: readonly Phase[], like: Source | undefined, engine: EngineName): readonly Phase[] {
  const { optOut } = styleOf(like, engine);
  return optOut?.alone === true && engine === 'postgresql' ? phases.flatMap(divide) : phases;
}

function divide(phase: Phase): readonly Phase[] {
  const parts: Planned[][] = [];
  let open: Planned[] | undefined;
  for (const planned of phase.up) {
    if (refusesTransaction(planned.operation)) {
      parts.push([planned]);
      open = undefined;
    } else if (open) open.push(planned);
    else {
      open = [planned];
      parts.push(open);
    }
  }
  if (parts.length < 2) return [phase];
  const owner = (down: Planned) => {
    const found = parts.findIndex((part) => part.some((up) => undoes(down.operation, up.operation)));
    return found < 0 ? parts.length - 1 : found;
  };
  return parts.map((up, index) => ({
    title: index === 0 ? phase.title : titleOf(up, phase.title),
    before: index === 0 ? phase.before : [],
    up,
    down: phase.down.filter((each) => owner(each) === index),
  }));
}
