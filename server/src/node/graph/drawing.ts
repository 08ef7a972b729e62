import type { Drawn, Line } from '../../analysis/history/lanes.ts';

/** One revision in letters: the row of its dot, and what stands between it and the next. */
interface DrawnText {
  readonly dot: string;
  readonly between: readonly string[];
}

/** The lanes in letters, two columns for each. A dashed line is one that only waits for the other. */
export function drawing(rows: readonly Drawn[]): readonly DrawnText[] {
  return rows.map(({ lane, lines }, at) => {
    const above = rows[at - 1]?.lines ?? [];
    // First the lines part at the dot, then those meet that lead to the next one.
    const parting = lines.map((line) => (line.from === lane ? line : { ...line, to: line.from }));
    const parted = lines.map((line) => (line.from === lane ? { ...line, from: line.to } : line));
    const parts = [parting, ...meetings(parted)].filter((part) => part.some(({ from, to }) => from !== to));
    return { dot: dotText(lane, above), between: parts.map(betweenText) };
  });
}

/** One after another for each lane that others come to, so that no two of them are taken for one. */
function meetings(lines: readonly Line[]): readonly (readonly Line[])[] {
  const targets = [...new Set(lines.flatMap(({ from, to }) => (from === to ? [] : [to])))];
  return targets.map((target, at) => {
    const done = new Set(targets.slice(0, at));
    return lines.map((line) => {
      if (line.to === target) return line;
      return done.has(line.to) ? { ...line, from: line.to } : { ...line, to: line.from };
    });
  });
}

function dotText(lane: number, above: readonly Line[]): string {
  const passing = above.map(({ to, dashed }) => ({ from: to, to, ...(dashed && { dashed }) }));
  const text = [...betweenText(passing).padEnd(2 * lane + 1)];
  text[2 * lane] = '●';
  return text.join('');
}

const [up, down, left, right] = [1, 2, 4, 8];

/** What meets in one place: the sides from which lines come, and whether one of them is solid. */
interface Cell {
  sides: number;
  solid: boolean;
}

function betweenText(lines: readonly Line[]): string {
  const cells: Cell[] = [];
  const put = (at: number, sides: number, dashed = false) => {
    while (cells.length <= at) cells.push({ sides: 0, solid: false });
    const cell = cells[at];
    if (!cell) return;
    cell.sides |= sides;
    cell.solid ||= !dashed;
  };
  for (const { from, to, dashed } of lines) {
    const [first, last] = [2 * Math.min(from, to), 2 * Math.max(from, to)];
    if (from === to) put(first, up | down, dashed);
    else {
      put(2 * from, up | (from < to ? right : left), dashed);
      put(2 * to, down | (from < to ? left : right), dashed);
      for (let at = first + 1; at < last; at++) put(at, left | right, dashed);
    }
  }
  return cells.map(({ sides, solid }) => (solid ? undefined : dashes[sides]) ?? signs[sides] ?? ' ').join('');
}

/** By the sides that they have: up 1, down 2, left 4, right 8. */
const signs = [' ', '╵', '╷', '│', '╴', '╯', '╮', '┤', '╶', '╰', '╭', '├', '─', '┴', '┬', '┼'];
const dashes: Readonly<Record<number, string>> = { [up | down]: '┆', [left | right]: '╌' };
