import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Phase, Planned } from '../../model/finding.ts';
import type { CreateIndex } from '../../model/operation.ts';
import { undoes } from '../../model/undoes.ts';
import type { Source } from '../../text.ts';
import { styleOf } from './new-file.ts';
import { refusesTransaction } from './opt-out.ts';
import { titleOf } from './title.ts';

/**
 * Where only a file of one statement runs outside of a transaction, each statement that refuses one gets a file of its own.
 * What undoes a statement goes where that statement went.
 */
export function dividePhases(phases: readonly Phase[], like: Source | undefined, engine: EngineName): readonly Phase[] {
  const { optOut } = styleOf(like, engine);
  return optOut?.alone === true && familyOf(engine) === 'postgresql' ? phases.flatMap(divide) : phases;
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
    down: [
      ...phase.down.filter((each) => owner(each) === index),
      // What the constraint takes along when it goes, and what is then left to drop; nothing where it goes elsewhere.
      ...(phase.down.some((each) => phase.up.some((other) => undoes(each.operation, other.operation)))
        ? [...indexAnew(up, phase.up), ...indexDropped(up, phase.up)]
        : []),
    ],
  }));
}

/** A constraint takes its index along when it goes; the migration before it, which built the index, is to find it again. */
export function indexAnew(part: readonly Planned[], whole: readonly Planned[]): readonly Planned[] {
  return whole.flatMap(({ operation }) =>
    operation.kind === 'createIndex' && isElsewhere(operation, part) && part.some((each) => takes(each, operation))
      ? [{ operation: { ...operation, concurrently: false }, transaction: 'shared' }]
      : [],
  );
}

function indexDropped(part: readonly Planned[], whole: readonly Planned[]): readonly Planned[] {
  return part.flatMap(({ operation }) =>
    operation.kind === 'createIndex' && whole.some((each) => !part.includes(each) && takes(each, operation))
      ? dropOf(operation)
      : [],
  );
}

export function dropOf({ table, name, concurrently }: CreateIndex): readonly Planned[] {
  if (name === undefined) return [];
  const index = { schema: table.schema, name };
  return [{ operation: { kind: 'dropIndex', index, table, concurrently }, transaction: 'autocommit' }];
}

function isElsewhere(operation: CreateIndex, part: readonly Planned[]): boolean {
  return !part.some((each) => each.operation === operation);
}

/** Whether a constraint is made of the index. */
export function takes({ operation }: Planned, { name }: CreateIndex): boolean {
  return (
    operation.kind === 'addConstraint' &&
    'usingIndex' in operation.constraint &&
    name !== undefined &&
    operation.constraint.usingIndex === name
  );
}
