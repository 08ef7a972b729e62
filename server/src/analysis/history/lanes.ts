/** What a row of the drawing is tied to: others by their keys. */
export interface Row {
  readonly key: string;
  readonly parents: readonly string[];
  readonly dependsOn: readonly string[];
}

/** Where a row's dot stands, and the lines from its height to the height of the next row. */
export interface Drawn {
  readonly lane: number;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly from: number;
  readonly to: number;
  readonly dashed?: boolean;
}

/**
 * Lanes as `git log --graph` has them: a line stays in its lane until it ends or another one to the same row, further left,
 * takes it in; a lane that ends may be taken again. Rows stand above those that they follow; a line upwards is not drawn.
 */
export function lanesOf(rows: readonly Row[]): readonly Drawn[] {
  const heights = new Map(rows.map(({ key }, height) => [key, height]));
  /** What the line in each lane leads to. */
  const lanes: (Awaited | undefined)[] = [];
  return rows.map(({ key, parents, dependsOn }, height) => {
    const lane = laneFor(key, lanes);
    const arrived = lanes.map((each) => each?.key === key);
    for (const [at, here] of arrived.entries()) if (here) lanes[at] = undefined;
    const isBelow = (other: string) => (heights.get(other) ?? -1) > height;
    const tied = new Set(parents);
    const wanted = [
      ...parents.filter(isBelow).map((each) => ({ key: each, dashed: false })),
      ...dependsOn.filter((each) => isBelow(each) && !tied.has(each)).map((each) => ({ key: each, dashed: true })),
    ];
    const passing = lanes.flatMap((each, at) => (each ? [{ from: at, awaited: each }] : []));
    drawIn(wanted[0], lane, lanes);
    const ends = wanted.map((each) => ({ from: lane, to: place(each, lane, lanes), dashed: each.dashed }));
    const through = passing.map(({ from, awaited }) => ({
      ...{ from, to: lanes[from] === awaited ? from : lane, dashed: awaited.dashed },
    }));
    return { lane, lines: linesTo(rows[height + 1]?.key, [...through, ...ends], lanes) };
  });
}

interface Awaited {
  readonly key: string;
  readonly dashed: boolean;
}

/** Where a parent is expected, a solid line before a dashed one, or the first lane that is free. */
function laneFor(key: string, lanes: readonly (Awaited | undefined)[]): number {
  const solid = lanes.findIndex((each) => each?.key === key && !each.dashed);
  const any = solid >= 0 ? solid : lanes.findIndex((each) => each?.key === key);
  return any >= 0 ? any : freeFrom(0, lanes);
}

/** What leads to the first parent from further right goes on in the row's own lane, so that the main line does not wander. */
function drawIn(first: Awaited | undefined, lane: number, lanes: (Awaited | undefined)[]): void {
  if (!first || first.dashed) return;
  const other = lanes.findIndex((each) => each?.key === first.key && !each.dashed);
  if (other <= lane) return;
  lanes[other] = undefined;
  lanes[lane] = first;
}

/** The lane in which a line goes on: with another to the same row, or else in its own, or the nearest free one to the right. */
function place(wanted: Awaited, lane: number, lanes: (Awaited | undefined)[]): number {
  const same = lanes.findIndex((each) => each?.key === wanted.key && each.dashed === wanted.dashed);
  if (same >= 0) return same;
  const free = freeFrom(lane, lanes);
  lanes[free] = wanted;
  return free;
}

function freeFrom(start: number, lanes: readonly (Awaited | undefined)[]): number {
  let at = start;
  while (lanes[at]) at++;
  return at;
}

/** All that lead to the next row meet in its lane. */
function linesTo(
  next: string | undefined,
  lines: readonly (Line & { readonly dashed: boolean })[],
  lanes: readonly (Awaited | undefined)[],
): readonly Line[] {
  const target = next === undefined ? -1 : laneFor(next, lanes);
  return lines.map(({ from, to, dashed }) => {
    const meets = next !== undefined && lanes[to]?.key === next;
    return { from, to: meets ? target : to, ...(dashed && { dashed }) };
  });
}
