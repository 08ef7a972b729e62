import type { Phase, Planned } from '../../model/finding.ts';
import { readSql, type SqlStatement } from '../../sql/parse.ts';
import type { Edit, Source } from '../../text.ts';
import { isIndependent } from './independent.ts';
import { removal } from './layout.ts';
import { type OptOut, optOutOf } from './opt-out.ts';
import { optedOut } from './opted-out.ts';
import type { Outcome, Piece } from './outcome.ts';
import { behind, inPlace } from './put.ts';
import { type Scene, sceneOf } from './scene.ts';
import type { SqlFile } from './sql-file.ts';
import { titleOf } from './title.ts';

/** Where the statements of an outcome go. */
export interface Placed {
  readonly edits: readonly Edit[];
  readonly newFiles?: readonly Source[] | undefined;
  /** What goes into migrations of its own. */
  readonly later?: Phase | undefined;
  /** What has the file for itself now, where the rest of it went into those. */
  readonly left?: Planned | undefined;
}

/**
 * Puts what must not share a transaction outside of it: behind the COMMIT of the text, or by asking the tool for none where
 * the file holds nothing else, or else into a migration of its own. Undefined where none of it is possible.
 */
export function placed(file: SqlFile, outcome: Outcome, siblings: readonly Source[]): Placed | undefined {
  if (!outcome.kept?.leaves && !outcome.pieces.some((each) => each.leaves)) return { edits: inPlace(file, outcome) };
  const texts = [file.text, ...siblings.map((each) => each.text)];
  const optOut = optOutOf(file.naming, file.engine, texts);
  const scene = sceneOf(file, outcome);
  const wrapped = file.migration.transaction !== 'statement';
  if (!wrapped && !scene.block && !optOut?.alone) return { edits: inPlace(file, outcome) };
  if (!optOut) return undefined;
  if (optOut.mode !== undefined && scene.others.length === 0) return undefined;
  if (optOut.alone)
    return scene.others.length === 0 ? alone(file, outcome, scene, optOut) : moved(file, outcome, scene);
  if (!wrapped) return scene.block && behindBlock(file, outcome, scene, scene.block);
  if (scene.block) return undefined;
  const together = optOut.line === undefined ? [] : scene.opposite;
  if (!scene.others.every(isHarmless) || (together.length > 1 && !together.every(isHarmless))) {
    return moved(file, outcome, scene);
  }
  const note = optedOut(file, scene, optOut, outcome);
  return (
    note && { edits: [...inPlace(file, outcome), ...note.edits, ...unlocal(scene.others)], newFiles: note.newFiles }
  );
}

/** Loses nothing without a transaction: it can be run again, or it only sets the session up. */
function isHarmless({ operations }: SqlStatement): boolean {
  return operations.every(({ operation }) =>
    /^(setParameter|createIndex|dropIndex|reindex|validateConstraint)$/.test(operation.kind),
  );
}

/** SET LOCAL says nothing outside of a transaction. */
function unlocal(statements: readonly SqlStatement[]): readonly Edit[] {
  return statements.flatMap(({ text, span }) => {
    const local = /^set\s+local\b/i.exec(text);
    return local
      ? [{ span: { start: span.start, end: span.start + local[0].length }, text: local[0].slice(0, 3) }]
      : [];
  });
}

/** The first of the statements has the file for itself; what else there is follows. */
function alone(file: SqlFile, outcome: Outcome, scene: Scene, optOut: OptOut): Placed | undefined {
  const { stays, leaves } = split(outcome);
  const [first, ...rest] = leaves;
  const note = optedOut(file, scene, optOut, outcome);
  if (!first || !note || stays.length > 0 || (outcome.kept && !outcome.kept.leaves)) return undefined;
  if (rest.length > 0 && scene.direction === 'down') return undefined;
  const here = outcome.kept ? { ...outcome, pieces: [] } : { ...outcome, pieces: [first.piece] };
  const edits = [
    ...inPlace(file, here),
    ...note.edits,
    ...scene.controls.map(({ span }) => removal(file.text, span, file.engine)),
  ];
  return {
    edits,
    newFiles: note.newFiles,
    ...(rest.length > 0 && { later: phaseOf(rest, outcome), left: first.planned }),
  };
}

function moved(file: SqlFile, outcome: Outcome, scene: Scene): Placed | undefined {
  const { stays, leaves } = split(outcome);
  const operations = leaves.map(({ planned }) => planned.operation);
  if (scene.direction === 'down' || !scene.following.every((each) => isIndependent(operations, each))) return undefined;
  const here = outcome.kept?.leaves ? { ...outcome, kept: undefined, pieces: [] } : { ...outcome, pieces: stays };
  return { edits: inPlace(file, here), later: phaseOf(leaves, outcome) };
}

function behindBlock(
  file: SqlFile,
  outcome: Outcome,
  scene: Scene,
  { begin, commit }: NonNullable<Scene['block']>,
): Placed | undefined {
  const { stays, leaves } = split(outcome);
  const inside = scene.others.filter((each) => each.span.start > begin.span.start && each.span.end < commit.span.start);
  const own = outcome.kept && !outcome.kept.leaves ? 1 : 0;
  if (inside.length === 0 && own + stays.length === 0) {
    const controls = [begin, commit].map(({ span }) => removal(file.text, span, file.engine));
    return { edits: [...inPlace(file, outcome), ...controls] };
  }
  const operations = leaves.map(({ planned }) => planned.operation);
  const passed = scene.following.filter((each) => each.span.end < commit.span.start);
  if (!passed.every((each) => isIndependent(operations, each))) return undefined;
  const here = outcome.kept?.leaves ? { ...outcome, kept: undefined, pieces: [] } : { ...outcome, pieces: stays };
  return {
    edits: [
      ...inPlace(file, here),
      behind(
        file,
        commit.span,
        leaves.map(({ piece }) => piece),
        true,
      ),
    ],
  };
}

interface Leaving {
  readonly planned: Planned;
  readonly piece: Piece;
}

/** From the first statement that must leave on, all the others come after it. */
function split({ statement, kept, pieces }: Outcome): {
  readonly stays: readonly Piece[];
  readonly leaves: readonly Leaving[];
} {
  const [now] = kept ? readSql(kept.text, statement.engine) : [];
  const operation = now?.operations[0]?.operation;
  const first = pieces.findIndex((each) => each.leaves);
  const leaving = kept?.leaves ? 0 : first < 0 ? pieces.length : first;
  const own: readonly Leaving[] =
    kept?.leaves && operation
      ? [
          {
            planned: { operation, transaction: 'autocommit', sql: kept.text },
            piece: { planned: { operation, transaction: 'autocommit' }, statements: [kept.text], leaves: true },
          },
        ]
      : [];
  return {
    stays: pieces.slice(0, leaving),
    leaves: [...own, ...pieces.slice(leaving).map((piece) => ({ planned: piece.planned, piece }))],
  };
}

function phaseOf(leaves: readonly Leaving[], { statement }: Outcome): Phase {
  const up = leaves.map(({ planned }) => planned);
  return {
    title: titleOf(up, statement.text.slice(statement.span.start, statement.span.end)),
    before: [],
    up,
    down: [],
  };
}
