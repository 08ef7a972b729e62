import type { AnalyzedStep } from '../model/rule.ts';
import { byStatement } from '../model/statements.ts';
import type { Span } from '../text.ts';
import type { Analysis } from './analyze.ts';
import { highest, locksOf } from './held.ts';
import { listed, othersText } from './wording.ts';

/** The lock that a statement takes, behind its end. */
export interface LockHint {
  readonly offset: number;
  /** `SHARE on users`, `INPLACE, LOCK=NONE`: no longer than an editor shows. */
  readonly text: string;
  /** The same with all names. */
  readonly whole: string;
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
  if (algorithm?.algorithm !== undefined) {
    const text = `${algorithm.algorithm}, LOCK=${algorithm.lock ?? 'NONE'}`;
    return { offset, text, whole: text, meaning };
  }
  const locks = locksOf(statement, engine.locking);
  const mode = engine.locking.modes.findLast((each) => locks.some((lock) => lock.mode === each.mode))?.mode;
  if (mode === undefined) return undefined;
  const relations = locks.flatMap((lock) => (lock.mode === mode ? [lock.relation] : []));
  const whole = `${mode} on ${listed(relations)}`;
  return { offset, text: whole.length > longest ? shortened(mode, relations) : whole, whole, meaning };
}

/** The table comes first; where even its name is too long, it stands in the statement itself. */
function shortened(mode: string, [first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return mode;
  const text = `${mode} on ${first} and ${others.length} more`;
  return text.length > longest ? `${mode} on ${others.length + 1} relations` : text;
}

/** VS Code cuts what is longer off. */
const longest = 43;

/** Of several statements of one text, the first ones. */
function joined(hints: readonly LockHint[]): readonly LockHint[] {
  const [first] = hints;
  if (!first) return [];
  const shownOf = (texts: readonly string[]) => {
    const more = texts.length > mostLocks ? [`${texts.length - mostLocks} more`] : [];
    return [...texts.slice(0, mostLocks), ...more].join('; ');
  };
  const meanings = new Set(hints.map(({ meaning }) => meaning));
  const text = shownOf(hints.map((each) => each.text));
  const whole = shownOf(hints.map((each) => each.whole));
  return [{ ...first, text, whole, meaning: [...meanings].join('; ') }];
}

const mostLocks = 2;
