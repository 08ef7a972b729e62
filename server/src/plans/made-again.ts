import type { Fix, Insert } from '../model/finding.ts';
import { isCopyOf, type Lost } from '../model/lost-by-copy.ts';
import { isRebuildable } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { copied } from './copy-table.ts';
import { recreated } from './recreate.ts';

/** Behind the batch is made again what the copy loses; the way back makes the table anew as well, and loses the same but for a CHECK that has got a name. */
export function makeAgain(step: AnalyzedStep, lost: readonly Lost[], subject: Subject): readonly Fix[] {
  const inserts = [madeAgain(step, lost, subject.steps), ...onWayBack(step, lost, subject)].flatMap(
    (each) => each ?? [],
  );
  return inserts.length === 0 ? [] : [{ title: 'Make it again behind the batch', rewrites: inserts }];
}

function madeAgain(step: AnalyzedStep, lost: readonly Lost[], steps: readonly AnalyzedStep[]): Insert | undefined {
  const last = steps.findLast(({ block }) => block && block.span.start === step.block?.span.start);
  const operations = lost.flatMap(({ again }) => {
    if (!again) return [];
    const { operation } = again;
    const made = operation.kind === 'addConstraint' ? copied(operation, step.before.naming) : operation;
    return [{ ...again, operation: made, transaction: 'shared' as const }];
  });
  return last && operations.length > 0 ? { kind: 'insert', step: last, side: 'behind', operations } : undefined;
}

function onWayBack({ operation }: AnalyzedStep, lost: readonly Lost[], { direction, opposite }: Subject) {
  if (direction === 'down' || !isRebuildable(operation)) return [];
  return opposite
    .filter((each) => isCopyOf(each, operation.table))
    .map((each) => {
      const left = lost.filter(
        (one) => one.again?.operation.kind !== 'addConstraint' && !recreated(one, each, { steps: opposite }),
      );
      return madeAgain(each, left, opposite);
    });
}
