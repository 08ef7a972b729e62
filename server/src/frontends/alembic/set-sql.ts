import type { Step } from '../../model/migration.ts';
import { same } from '../../sql/edit/same.ts';
import { setStatement } from '../../sql/edit/set-statement.ts';
import { writtenStatement } from '../../sql/edit/written-statement.ts';
import { readSql } from '../../sql/parse.ts';
import { applyEdits } from '../../text.ts';
import { apartPieces } from './apart.ts';
import type { Piece } from './outcome.ts';
import type { Place } from './place.ts';
import type { File, StepRewrite } from './plan-call.ts';

/** The author's SQL with other clauses; undefined where they cannot be put in, or the string is no plain one. */
export function setSqlPieces(
  file: File,
  place: Place,
  rewrites: readonly StepRewrite[],
  steps: readonly Step[],
): readonly Piece[] | undefined {
  const sets = rewrites.flatMap((each) => (each.kind === 'set' && each.step.sql !== undefined ? [each] : []));
  // What commits by itself stays where it stands.
  const returns = sets.some(({ step, to }) => step.transaction === 'autocommit' && to.transaction === 'shared');
  if (sets.length < rewrites.length || returns) return undefined;
  const leaving = sets.filter(({ step, to }) => step.transaction !== to.transaction);
  const pieces = apartPieces(file, place, steps, (sql, own) => {
    const [statement, second] = readSql(sql, file.engine);
    if (!statement || second || statement.operations.length !== own.length) return undefined;
    const settings = own.flatMap((each, index) => {
      const set = sets.find(({ step }) => isSame(step, each));
      return set ? [{ index, to: set.to.operation }] : [];
    });
    const edits = setStatement(writtenStatement(sql, statement, file.engine), settings);
    return edits && applyEdits(sql, edits);
  });
  if (leaving.length === 0) return pieces;
  // Statements of one text run in their order: all of them leave, or none does.
  return leaving.length === sets.length && pieces?.length === 1
    ? pieces.map((piece) => ({ ...piece, autocommit: true }))
    : undefined;
}

function isSame(a: Step, b: Step): boolean {
  return a.head.start === b.head.start && same(a.operation, b.operation);
}
