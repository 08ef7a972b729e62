import type { Fix } from '../model/finding.ts';
import { keysOff, setsKeys, writesBefore } from '../model/key-enforcement.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';

/** Foreign keys are not looked at any more when the step runs, where the migration itself can still say so. */
export function turnedOff(step: AnalyzedStep, subject: Subject): readonly Fix[] {
  const [first] = subject.steps;
  const told = subject.steps.some(({ operation }) => setsKeys(operation));
  const written = writesBefore(step, subject);
  const opening = subject.steps.find(({ block }) => block && block.span.start === step.block?.span.start) ?? step;
  const place = written ? first : opening;
  const operations = [{ operation: keysOff, transaction: 'shared' }] as const;
  if (!place || place.conditional || (written && told)) return [];
  return [
    { title: 'Turn foreign keys off first', rewrites: [{ kind: 'insert', step: place, side: 'before', operations }] },
  ];
}
