import type { Step } from '../../model/migration.ts';
import { readSql, type SqlStatement } from '../../sql/parse.ts';
import type { Outcome } from './outcome.ts';
import { type SqlFile, statementsOf } from './sql-file.ts';

/** What stands around a statement that may have to leave. */
export interface Scene {
  readonly direction: 'up' | 'down';
  /** The other statements of the direction. */
  readonly others: readonly SqlStatement[];
  /** Those of the other direction, where the file holds both. */
  readonly opposite: readonly SqlStatement[];
  /** Those behind the one at hand. */
  readonly following: readonly SqlStatement[];
  readonly controls: readonly SqlStatement[];
  readonly block: { readonly begin: SqlStatement; readonly commit: SqlStatement } | undefined;
}

export function sceneOf({ migration, text, engine }: SqlFile, { statement }: Outcome): Scene {
  const isHere = (step: Step) => step.span.start === statement.span.start;
  const direction = migration.up.some(isHere) ? 'up' : 'down';
  const statementsIn = (of: readonly Step[]) =>
    statementsOf(of).flatMap((span) => {
      const [found] = readSql(text.slice(span.start, span.end), engine);
      return found ? [{ ...found, span }] : [];
    });
  const all = statementsIn(migration[direction]);
  const rest = all.filter((each) => each.span.start !== statement.span.start);
  const isControl = ({ operations }: SqlStatement) => operations[0]?.operation.kind === 'controlTransaction';
  const before = rest.filter((each) => each.span.end <= statement.span.start && isControl(each)).at(-1);
  const after = rest.find((each) => each.span.start >= statement.span.end && isControl(each));
  const block =
    before && after && says(before, 'begin') && says(after, 'commit') ? { begin: before, commit: after } : undefined;
  return {
    direction,
    others: rest.filter((each) => !isControl(each)),
    opposite: statementsIn(migration[direction === 'up' ? 'down' : 'up']),
    following: rest.filter((each) => each.span.start >= statement.span.end && !isControl(each)),
    controls: rest.filter(isControl),
    block,
  };
}

function says({ operations }: SqlStatement, what: 'begin' | 'commit'): boolean {
  const operation = operations[0]?.operation;
  return operation?.kind === 'controlTransaction' && operation.what === what;
}
