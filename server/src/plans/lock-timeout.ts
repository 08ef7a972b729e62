import type { Fix } from '../model/finding.ts';
import type { WaitLimit } from '../model/locking.ts';
import type { SetParameter } from '../model/operation.ts';
import type { AnalyzedStep } from '../model/rule.ts';

/** A few seconds, for the session. */
export function lockTimeout({ parameter, fewSeconds }: WaitLimit): SetParameter {
  return { kind: 'setParameter', name: parameter, value: fewSeconds, local: false };
}

export function setBefore(step: AnalyzedStep, limit: WaitLimit): Fix {
  const operations = [{ operation: lockTimeout(limit), transaction: step.transaction }];
  return { title: titleFor(limit), rewrites: [{ kind: 'insert', step, side: 'before', operations }] };
}

/** For every migration, in the program around them. */
export function setInScript(limit: WaitLimit): Fix {
  return { title: titleFor(limit), rewrites: [{ kind: 'prepare', operation: lockTimeout(limit) }] };
}

function titleFor({ parameter }: WaitLimit): string {
  return `Set ${parameter} to 5 seconds`;
}

export function setOtherwise(title: string, step: AnalyzedStep, operation: SetParameter): Fix {
  return { title, rewrites: [{ kind: 'set', step, to: { operation, transaction: step.transaction } }] };
}

/** None for what stands in a condition or a loop, or in another transaction. */
export function setEarlier(step: AnalyzedStep, operation: SetParameter, early: AnalyzedStep): readonly Fix[] {
  if (step.conditional || step.repeated || early.repeated || step.transaction !== early.transaction) return [];
  const operations = [{ operation, transaction: early.transaction }];
  return [
    {
      title: 'Set it before',
      rewrites: [
        { kind: 'insert', step: early, side: 'before', operations },
        { kind: 'replace', step, by: [] },
      ],
    },
  ];
}
