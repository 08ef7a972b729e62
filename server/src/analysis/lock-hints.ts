import type { AnalyzedStep } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import type { Span } from '../text.ts';
import type { Analysis } from './analyze.ts';
import { highest, locksOf } from './held.ts';
import { listed, othersText } from './wording.ts';

/** The lock that a statement takes, behind its end. */
export interface LockHint {
  readonly offset: number;
  /** `SHARE on users`, `INPLACE, LOCK=NONE`. */
  readonly text: string;
  /** What others do meanwhile. */
  readonly meaning: string;
}

/** The locks of the statements that end inside of `within`; of what runs several times each once. */
export function lockHints(analysis: Analysis, within: Span): readonly LockHint[] {
  const { source, up, down } = analysis;
  const own = [...byStatement(up), ...byStatement(down)].filter(([first]) => first?.path === undefined);
  const places = new Map<number, LockHint[]>();
  for (const statement of own) {
    const end = Math.max(...statement.map(({ span }) => span.end));
    const offset = end + (/^[ \t]*;/.exec(source.text.slice(end, end + 20))?.[0].length ?? 0);
    const hint = offset < within.start || offset > within.end ? undefined : hintOf(statement, offset, analysis);
    const known = places.get(offset) ?? [];
    if (hint && !known.some(({ text }) => text === hint.text)) places.set(offset, [...known, hint]);
  }
  return [...places.values()].flatMap(joined);
}

function hintOf(statement: readonly AnalyzedStep[], offset: number, { engine }: Analysis): LockHint | undefined {
  const meaning = othersText[highest(statement.map(({ effects }) => effects.blocks))];
  const algorithm = statement.find(({ effects }) => effects.algorithm !== undefined)?.effects;
  if (algorithm?.algorithm !== undefined)
    return { offset, text: `${algorithm.algorithm}, LOCK=${algorithm.lock ?? 'NONE'}`, meaning };
  const locks = locksOf(statement, engine.locking);
  const mode = engine.locking.modes.findLast((each) => locks.some((lock) => lock.mode === each.mode))?.mode;
  if (mode === undefined) return undefined;
  const relations = locks.flatMap((lock) => (lock.mode === mode ? [lock.relation] : []));
  return { offset, text: `${mode} on ${listed(relations)}`, meaning };
}

/** Of several statements of one text, the first ones. */
function joined(hints: readonly LockHint[]): readonly LockHint[] {
  const [first] = hints;
  if (!first) return [];
  const shown = hints.slice(0, mostLocks).map(({ text }) => text);
  const more = hints.length > mostLocks ? [`${hints.length - mostLocks} more`] : [];
  const meanings = new Set(hints.map(({ meaning }) => meaning));
  return [{ ...first, text: [...shown, ...more].join('; '), meaning: [...meanings].join('; ') }];
}

const mostLocks = 2;
