import type { Step } from './migration.ts';

/** Steps that follow each other, by the statement of SQL that they are actions of. */
export function byStatement<S extends Step>(steps: readonly S[]): readonly (readonly S[])[] {
  const statements: S[][] = [];
  for (const step of steps) {
    const last = statements.at(-1);
    if (last?.[0] && isOneStatement(last[0], step)) last.push(step);
    else statements.push([step]);
  }
  return statements;
}

/** As the server runs them: a block of code is no one statement, but those that stand in it. */
export function byStatementRun<S extends Step>(steps: readonly S[]): readonly (readonly S[])[] {
  return byStatement(steps).flatMap((statement) => {
    if (statement.length === 1) return [statement];
    const starts = statement.flatMap(({ begins }, at) => (begins && at > 0 ? [at] : []));
    return [0, ...starts].map((start, at) => statement.slice(start, starts[at]));
  });
}

function isOneStatement(first: Step, step: Step): boolean {
  if (first.span.start !== step.span.start || first.path !== step.path) return false;
  return step.joins === true || (step.sql !== undefined && !step.continues && first.sql === step.sql);
}
