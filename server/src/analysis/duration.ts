import type { Cost } from '../model/effects.ts';
import { relationText } from '../model/name.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import type { Schema } from '../model/schema.ts';
import type { Project, TableSize } from '../model/workspace.ts';
import { sizeOf } from './table-size.ts';

/** How long the work of a step takes, as far as the size of its table is known. */
export interface Duration {
  /** Seconds. */
  readonly from: number;
  readonly to: number;
  readonly size: TableSize;
  /** What it rests on, as the end of a sentence: "at 5 M rows (users in .migration-writer.json:4)". */
  readonly basis: string;
}

/** Said once wherever durations are told. */
export const ofAnOrdinaryMachine =
  'Durations are those of an ordinary machine with the table in its memory and nobody else at work on it';

type Costly = Pick<AnalyzedStep, 'effects' | 'before'>;
type Sizes = Pick<Project, 'tables' | 'engine'>;

/** Undefined where nothing grows, or where nobody has said how large the tables are. */
export function durationOf(step: Costly, project: Sizes): Duration | undefined {
  const { cost, work } = step.effects;
  if (cost === undefined || work === 'instant') return undefined;
  const [own, ...others] = [cost, ...(cost.also ?? [])].map((each) => durationFor(each, step.before, project));
  return own && others.reduce<Duration | undefined>((sum, each) => sum && each && joined(sum, each), own);
}

/**
 * "about 20 to 60 s at 5 M rows (users in .migration-writer.json:4)", or how it grows: "about 4 to 12 s for each million
 * rows of users, with 8 indexes". Undefined where nothing grows or was ever measured.
 */
export function durationText(step: Costly, project: Sizes): string | undefined {
  const { cost, work } = step.effects;
  if (cost === undefined || work === 'instant') return undefined;
  const known = durationOf(step, project);
  if (known) return `${rangeText(known.from, known.to)} ${known.basis}`;
  return [cost, ...(cost.also ?? [])].map(growthText).join(', and ');
}

/** What all of it takes, one after the other; undefined where of some of it nobody knows. */
export function totalOf(steps: readonly Costly[], project: Sizes): Pick<Duration, 'from' | 'to'> | undefined {
  const growing = steps.filter(({ effects }) => effects.work !== 'instant');
  const known = growing.flatMap((step) => durationOf(step, project) ?? []);
  if (known.length === 0 || known.length < growing.length) return undefined;
  const sum = (end: 'from' | 'to') => known.reduce((all, each) => all + each[end], 0);
  return { from: sum('from'), to: sum('to') };
}

function durationFor(cost: Cost, schema: Schema, project: Sizes): Duration | undefined {
  if (cost.counted === 'of a query') return undefined;
  const size = sizeOf(cost.table, project, schema);
  if (size === undefined) return undefined;
  const seconds = (microseconds: number) => (microseconds * size.rows) / 1e6;
  // A condition may choose no row at all.
  const from = cost.counted === 'at most' ? 0 : seconds(cost.perRow.least);
  return { from, to: seconds(cost.perRow.most), size, basis: basisOf(cost, size) };
}

function joined(a: Duration, b: Duration): Duration {
  return { ...a, from: a.from + b.from, to: a.to + b.to, basis: `${a.basis} and ${b.basis.replace(/^at /, '')}` };
}

function growthText(cost: Cost): string {
  const because = cost.because === undefined ? '' : `, ${cost.because}`;
  return `${rangeText(cost.perRow.least, cost.perRow.most)} for each million rows ${countedText(cost)}${because}`;
}

/** The step takes so many rows that it matters, or so few that nothing does; undefined where nobody knows. */
export function hasRows(step: Costly, project: Sizes, limit: number): boolean | undefined {
  const { table } = step.effects.cost ?? {};
  const size = table && sizeOf(table, project, step.before);
  return size && size.rows >= limit;
}

function countedText({ table, counted }: Cost): string {
  if (counted === 'of a query') return 'that the query gives';
  return counted === 'at most' ? `of ${relationText(table)} that it chooses` : `of ${relationText(table)}`;
}

function basisOf({ table, counted }: Cost, size: TableSize): string {
  const file = size.path?.split(/[\\/]/).at(-1);
  const place = file === undefined ? '' : ` in ${file}${size.line === undefined ? '' : `:${size.line}`}`;
  const chosen = counted === 'at most' ? ', if every row is chosen' : '';
  return `at ${countText(size.rows)} rows (${relationText(table)}${place})${chosen}`;
}

/** No more digits than an estimate has: "about 20 to 60 s", "under a second", "about 30 s to 2 min". */
export function rangeText(from: number, to: number): string {
  if (to < 1) return 'under a second';
  const [low, high] = [rounded(from), rounded(to)];
  if (low === undefined) return `up to about ${high?.count} ${high?.unit}`;
  if (high === undefined || (low.unit === high.unit && low.count === high.count))
    return `about ${low.count} ${low.unit}`;
  return `about ${low.count} ${low.unit === high.unit ? '' : `${low.unit} `}to ${high.count} ${high.unit}`;
}

interface Rounded {
  readonly count: number;
  readonly unit: string;
}

/** To the nearest of the numbers that people say; undefined for less than a second. */
function rounded(seconds: number): Rounded | undefined {
  if (seconds < 0.7) return undefined;
  const [unit, length] = units.find(([, each]) => seconds >= 1.9 * each) ?? ['s', 1];
  const count = seconds / length;
  const power = 10 ** Math.floor(Math.log10(Math.max(count, 1)));
  const nearest = steps.reduce((best, step) =>
    Math.abs(step * power - count) < Math.abs(best * power - count) ? step : best,
  );
  return { count: Math.round(nearest * power), unit };
}

/** The greater unit is told from two of it on: "90 s", "2 min". */
const units: readonly (readonly [string, number])[] = [
  ['days', 86_400],
  ['h', 3600],
  ['min', 60],
];
const steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** "5 M", "500 thousand", "120". */
export function countText(rows: number): string {
  if (rows < 1000) return String(rows);
  const [word, unit] = rows < 999_500 ? ['thousand', 1e3] : rows < 999.5e6 ? ['M', 1e6] : ['billion', 1e9];
  return `${Number((rows / Number(unit)).toPrecision(rows < 999_500 && rows >= 100_000 ? 3 : 2))} ${word}`;
}
