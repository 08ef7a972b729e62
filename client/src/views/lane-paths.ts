import type { RevisionInfo } from '../../../server/src/protocol.ts';

/** How wide lanes are: narrower where there are many, so that the titles keep their room. */
export function laneWidth(revisions: readonly RevisionInfo[]): number {
  return Math.max(4, Math.min(16, widest / lanesOf(revisions)));
}

/** How wide the graph's column is. */
export function graphWidth(revisions: readonly RevisionInfo[]): number {
  return Math.min(widest, laneWidth(revisions) * lanesOf(revisions)) + 2 * margin;
}

const widest = 240;
const margin = 6;

/** The middle of a lane. */
export function laneMiddle(lane: number, width: number): number {
  return margin + (lane + 0.5) * width;
}

/** A piece of a line, as the `d` of an SVG path. */
export interface Piece {
  readonly path: string;
  /** The lane whose colour it has: of two the outer one, which is the branch. */
  readonly lane: number;
  readonly dashed: boolean;
}

/**
 * The lines in a row of this height: those that come from the row above, up to the middle, and those that go on from there.
 * Both halves of a line are drawn whole and cut off by the row.
 */
export function piecesOf(
  above: RevisionInfo | undefined,
  here: RevisionInfo,
  { height, width }: { readonly height: number; readonly width: number },
): readonly Piece[] {
  const middle = height / 2;
  const draw = (lines: RevisionInfo['lines'], start: number) =>
    lines.map(({ from, to, dashed = false }) => ({
      path: lineBetween(laneMiddle(from, width), start, laneMiddle(to, width), start + height),
      lane: Math.max(from, to),
      dashed,
    }));
  return [...draw(above?.lines ?? [], middle - height), ...draw(here.lines, middle)];
}

function lineBetween(x1: number, y1: number, x2: number, y2: number): string {
  if (x1 === x2) return `M${x1} ${y1}V${y2}`;
  const bend = (y1 + y2) / 2;
  return `M${x1} ${y1}C${x1} ${bend} ${x2} ${bend} ${x2} ${y2}`;
}

/** What the dot of a revision looks like. */
export function dotOf({ standing, missing }: RevisionInfo): 'head' | 'merge' | 'wrong' | 'plain' {
  if (standing.includes('duplicated') || standing.includes('circular') || missing.length > 0) return 'wrong';
  if (standing.includes('head')) return 'head';
  return standing.includes('merge') ? 'merge' : 'plain';
}

function lanesOf(revisions: readonly RevisionInfo[]): number {
  return revisions.reduce(
    (most, { lane, lines }) =>
      lines.reduce((max, { from, to }) => Math.max(max, from + 1, to + 1), Math.max(most, lane + 1)),
    1,
  );
}
