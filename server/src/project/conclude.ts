import { type EngineName, engineCalled, engineNames, familyOf } from '../model/engine.ts';
import { type Basis, bases, type Contradiction, type Evidence } from '../model/workspace.ts';
import type { Clue, ClueFact } from './clue.ts';

/** A clue, and how far from the migrations the folder is that it was found for: 0 is their own. */
export interface PlacedClue extends Clue {
  readonly distance: number;
}

/**
 * What the clues come to for one fact: the strongest wins, and what others say instead stays with it. Which engine runs is
 * told by what is nearest to the migrations, unless that only speaks of tests or packages; a version by what is closest to
 * production.
 */
export function conclude(
  fact: ClueFact,
  clues: readonly PlacedClue[],
  engine?: EngineName,
): (Evidence & { readonly basis: Basis }) | undefined {
  const about = clues.filter((each) => each.fact === fact && (fact !== 'engineVersion' || each.engine === engine));
  const strictly = fact === 'engine' ? withForks(about) : about;
  const order = fact === 'engineVersion' ? byBasis : byPlace;
  const files = (all: readonly PlacedClue[], { value }: Clue) =>
    new Set(all.flatMap((each) => (each.value === value ? [each.path] : []))).size;
  const peers = (clue: PlacedClue) =>
    files(
      strictly.filter((each) => order(each, clue) === 0),
      clue,
    );
  // Where a note names several, the first is the usual one.
  const all = (clue: PlacedClue) => (clue.basis === 'notes' ? 0 : files(strictly, clue));
  const sorted = [...strictly].sort(
    (a, b) => order(a, b) || peers(b) - peers(a) || all(b) - all(a) || usual(a) - usual(b),
  );
  const [first] = sorted;
  if (!first) return undefined;
  const others = [...new Map(sorted.map((each) => [each.value, each] as const).reverse()).values()].reverse();
  const contradictions = several.has(fact)
    ? []
    : others.filter((each) => each.value !== first.value && !agrees(each, first)).map(shown);
  return { fact, ...shown(first), ...(contradictions.length > 0 && { contradictions }) };
}

/** There may well be more than one. */
const several: ReadonlySet<ClueFact> = new Set(['orm', 'driver']);

/** Only tests and packages say so: what the migrations themselves speak is better known. */
export function isWeak({ basis }: Pick<Evidence, 'basis'>): boolean {
  return basis === 'tests' || basis === 'dependencies';
}

function shown({ value, path, line, basis }: Clue): Contradiction {
  return { value, basis, path, ...(line !== undefined && { line }) };
}

/** Where a server that is MariaDB by name runs, and none that is MySQL by name, what is called MySQL means MariaDB. */
function withForks(clues: readonly PlacedClue[]): readonly PlacedClue[] {
  const strict = clues.filter((each) => each.loose !== true);
  const fork = strict.find((each) => isForkOf(each.value, 'mysql'));
  if (!fork || strict.some((each) => each.value === 'mysql')) return clues;
  return clues.map((each) => (each.loose ? { ...each, value: fork.value } : each));
}

function isForkOf(value: string, of: EngineName): boolean {
  const engine = engineCalled(value);
  return engine !== undefined && engine !== of && familyOf(engine) === familyOf(of);
}

/** What is called MySQL by its clients does not deny that it is MariaDB. */
function agrees(other: Clue, first: Clue): boolean {
  return other.loose === true && other.fact === 'engine' && isForkOf(first.value, 'mysql');
}

function byPlace(a: PlacedClue, b: PlacedClue): number {
  return weight(a) - weight(b) || a.distance - b.distance || rank(a) - rank(b);
}

function byBasis(a: PlacedClue, b: PlacedClue): number {
  return rank(a) - rank(b) || a.distance - b.distance;
}

/**
 * A database in a file is what programs fall back to where there is no server: another engine beside it is what is meant, even
 * if only tests run it. Packages are those of the program, and of tests as well.
 */
function weight({ fact, value, basis }: PlacedClue): number {
  if (basis === 'migrations') return 0;
  const fallsBack = fact === 'engine' && isEmbedded(value) && basis !== 'notes' && basis !== 'production';
  if (basis === 'tests') return fallsBack || fact === 'orm' || fact === 'driver' ? 5 : 2;
  if (basis === 'dependencies') return fallsBack ? 5 : 4;
  return fallsBack ? 3 : 1;
}

/** Of engines that are named alike, in the order in which they are known here. */
function usual({ fact, value, basis }: Clue): number {
  const engine = fact === 'engine' && basis !== 'notes' ? engineCalled(value) : undefined;
  return engine === undefined ? 0 : engineNames.indexOf(engine);
}

function isEmbedded(value: string): boolean {
  const engine = engineCalled(value);
  return engine !== undefined && familyOf(engine) === 'sqlite';
}

function rank({ basis }: Clue): number {
  return bases.indexOf(basis);
}
