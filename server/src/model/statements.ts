import type { AnalyzedStep } from './rule.ts';

/** The steps by the statement of SQL that the author wrote; those that a tool words are left out. */
export function writtenStatements(steps: readonly AnalyzedStep[]): Iterable<readonly AnalyzedStep[]> {
  const byStart = new Map<number, AnalyzedStep[]>();
  for (const step of steps) {
    if (step.sql === undefined) continue;
    const known = byStart.get(step.span.start);
    if (known) known.push(step);
    else byStart.set(step.span.start, [step]);
  }
  return byStart.values();
}
