import type { Duration } from '../../analysis/duration.ts';
import type { Cost } from '../../model/effects.ts';
import { relationText } from '../../model/name.ts';

export function durationJson({ size, basis, ...range }: Duration) {
  return { ...secondsJson(range), rows: size.rows, basis };
}

/** No more digits than an estimate has. */
export function secondsJson({ from, to }: Pick<Duration, 'from' | 'to'>) {
  return { fromSeconds: Number(from.toPrecision(2)), toSeconds: Number(to.toPrecision(2)) };
}

export interface CostJson extends Pick<Cost, 'because' | 'counted'> {
  readonly table: string;
  readonly microsecondsPerRow: Cost['perRow'];
  readonly also?: readonly CostJson[];
}

export function costJson({ table, perRow: { least, most }, because, counted, also }: Cost): CostJson {
  const digits = (price: number) => Number(price.toPrecision(3));
  return {
    table: relationText(table),
    microsecondsPerRow: { least: digits(least), most: digits(most) },
    because,
    counted,
    ...(also && { also: also.map(costJson) }),
  };
}
