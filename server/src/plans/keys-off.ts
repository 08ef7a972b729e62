import type { Fix } from '../model/finding.ts';
import { keysOff, setsKeys, writesBefore } from '../model/key-enforcement.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';

/** Foreign keys are not looked at any more when the step runs: the migration says so, where it still can, or who runs it. */
export function turnedOff(step: AnalyzedStep, subject: Subject): readonly Fix[] {
  return [...inMigration(step, subject), ...aroundMigrations(subject)];
}

/** Nothing is written before the migrations, and none of them may turn them on again. */
function aroundMigrations({ environment, steps }: Subject): readonly Fix[] {
  if (environment.script === undefined || steps.some(({ operation }) => setsKeys(operation))) return [];
  const file = environment.script.replace(/^.*[\\/]/, '');
  return [
    {
      title: `Turn foreign keys off for all migrations, in ${file}`,
      rewrites: [{ kind: 'prepare', operation: keysOff }],
    },
  ];
}

function inMigration(step: AnalyzedStep, subject: Subject): readonly Fix[] {
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
