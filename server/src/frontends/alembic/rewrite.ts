import type { InPlace } from '../../model/finding.ts';
import type { Target } from '../../model/frontend.ts';
import type { Step } from '../../model/migration.ts';
import { parsePython, textOf } from '../../python/parse.ts';
import { limitedByKey } from '../../sql/limit-by-key.ts';
import { applyEdits, type Edit, type Source } from '../../text.ts';
import { apartPieces } from './apart.ts';
import { authorStatement } from './author-statement.ts';
import { importEdits } from './import-edits.ts';
import { literalEdits } from './literal-colons.ts';
import { notNullEdits } from './not-null-edits.ts';
import { besidePieces, outcomeOf } from './outcome.ts';
import { loopAround, type Place, placeOf } from './place.ts';
import type { File, StepRewrite } from './plan-call.ts';
import { readMigration } from './read.ts';
import { regionEdits } from './regions.ts';
import { setSqlPieces } from './set-sql.ts';
import { styleOf } from './style.ts';
import { rollbackEdits } from './write-rollback.ts';

/**
 * The edits that carry all the rewrites out, in the author's style; none at all where one of them cannot be carried out
 * faithfully: several SQL statements in one string, an operation that cannot be printed, a statement that is more than a
 * call, a part of a statement that runs several times.
 */
export function rewriteMigration(source: Source, target: Target, rewrites: readonly InPlace[]): readonly Edit[] {
  const tree = parsePython(source.text);
  const file: File = { tree, style: styleOf(tree, target.namingConvention), engine: target.engine };
  const { up, down } = readMigration(source, target);
  if (rewrites.some(({ kind }) => /^(identify|prepare|connect|inline|merge)$/.test(kind))) return [];
  const ofStatements = rewrites.filter(isOfStatement);
  const steps = stepEdits(file, ofStatements, [...up, ...down]);
  const rollbacks = rewrites.filter((each) => each.kind === 'rollback');
  if (!steps || rollbacks.length > 1) return [];
  const rollback = rollbacks[0] ? rollbackEdits(file, rollbacks[0]) : [];
  const literals = rewrites.filter((each) => each.kind === 'literal').map(({ step }) => literalEdits(tree, step));
  if (!rollback) return [];
  const excluded = rewrites.filter((each) => each.kind === 'notNull').map((each) => notNullEdits(file, each));
  const texts = [...literals, ...excluded];
  if (texts.some((each) => each === undefined || each.length === 0)) return [];
  const edits = [...steps, ...rollback, ...texts.flatMap((each) => each ?? []), ...importEdits(tree, file.style)].map(
    ({ span, text }) => ({
      span,
      text: file.style.eol === '\n' ? text : text.replace(/\r?\n/g, file.style.eol),
    }),
  );
  return sound(source.text, edits);
}

type OfStatement = Extract<InPlace, { readonly step: Step }> &
  Exclude<InPlace, { readonly kind: 'literal' | 'notNull' }>;

function isOfStatement(rewrite: InPlace): rewrite is OfStatement {
  return 'step' in rewrite && rewrite.kind !== 'literal' && rewrite.kind !== 'notNull';
}

function stepEdits(file: File, rewrites: readonly OfStatement[], steps: readonly Step[]): readonly Edit[] | undefined {
  const statements = new Map<number, { readonly place: Place; readonly rewrites: OfStatement[] }>();
  for (const rewrite of rewrites) {
    const outside = rewrite.kind === 'outside';
    const place = outside ? loopAround(file.tree, rewrite.step) : placeOf(file.tree, rewrite.step.span);
    const broken = file.tree.firstError;
    if (!place || (broken && place.statement.end > broken.start)) return undefined;
    const known = statements.get(place.statement.start);
    if (known) known.rewrites.push(rewrite);
    else statements.set(place.statement.start, { place, rewrites: [rewrite] });
  }
  const changes = [];
  for (const { place, rewrites: here } of statements.values()) {
    const changed = here.filter((each) => each.kind === 'set' || each.kind === 'replace');
    const inserted = here.filter((each) => each.kind === 'insert');
    if (inserted.length > 0) {
      const pieces = changed.length === 0 ? besidePieces(file, place, inserted) : undefined;
      if (!pieces) return undefined;
      changes.push({ place, pieces });
      continue;
    }
    if (here.some((each) => each.kind === 'outside')) {
      const statement = authorStatement(file.tree, place, textOf(file.tree, place.statement), file.style);
      changes.push({ place, pieces: [{ statement, autocommit: true, leaves: false }] });
      continue;
    }
    const [other, ...more] = here.filter((each) => each.kind === 'apart' || each.kind === 'byKey');
    if (other && changed.length + more.length > 0) return undefined;
    const pieces = other
      ? apartPieces(file, place, steps, (sql) =>
          other.kind === 'byKey' ? limitedByKey(sql, other.key, file.engine) : sql,
        )
      : (outcomeOf(file, place, changed, doesMore(place, changed, steps)) ?? setSqlPieces(file, place, changed, steps));
    if (!pieces) return undefined;
    changes.push({ place, pieces });
  }
  return regionEdits(file, changes);
}

/** Whether the statement does something beside the steps that are rewritten. */
function doesMore({ statement }: Place, rewrites: readonly StepRewrite[], steps: readonly Step[]): boolean {
  const rewritten = new Set(rewrites.map(({ step }) => identity(step)));
  return steps.some(
    (step) => step.span.start === statement.start && step.span.end === statement.end && !rewritten.has(identity(step)),
  );
}

/** A step by its place and what it does there; every run of one that is repeated is the same. */
function identity({ head, operation, repeated }: Step): string {
  return `${head.start}-${head.end} ${repeated ? operation.kind : JSON.stringify(operation)}`;
}

/** The last line of defence: what was Python is Python afterwards. */
function sound(text: string, edits: readonly Edit[]): readonly Edit[] {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  const overlapping = ordered.some((each, order) => each.span.start < (ordered[order - 1]?.span.end ?? 0));
  if (overlapping) return [];
  const broken =
    parsePython(text).firstError === undefined && parsePython(applyEdits(text, edits)).firstError !== undefined;
  return broken ? [] : ordered;
}
