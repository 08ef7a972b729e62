import { expect, test } from 'vitest';
import { readFromPage } from '../../client/src/views/graph-messages.ts';
import { dotOf, graphWidth, laneWidth, piecesOf } from '../../client/src/views/lane-paths.ts';
import { rowAfterKey, rowsOnScreen, scrolledAround, scrolledTo } from '../../client/src/views/row-window.ts';
import { revisionOf } from './revisions.ts';

const screen = { top: 2400, height: 240, rowHeight: 24, rows: 2000 };

test('of 2,000 rows those on screen exist, and a few around them', () => {
  expect(rowsOnScreen(screen)).toEqual({ from: 92, to: 118 });
  expect(rowsOnScreen({ ...screen, top: 0 })).toEqual({ from: 0, to: 18 });
  expect(rowsOnScreen({ ...screen, top: 48000 })).toEqual({ from: 1992, to: 2000 });
  expect(rowsOnScreen({ ...screen, rows: 3 })).toEqual({ from: 3, to: 3 });
  expect(rowsOnScreen({ ...screen, rows: 0 })).toEqual({ from: 0, to: 0 });
});

test('a row that is seen is not scrolled to; another comes in at the nearer edge', () => {
  expect([99, 100, 105, 109, 110].map((row) => scrolledTo(row, screen))).toEqual([2376, 2400, 2400, 2400, 2424]);
});

test('a row that is asked for from elsewhere comes in at the middle', () => {
  const tops = [105, 200, 0, 1999].map((row) => scrolledAround(row, screen));
  expect(tops).toEqual([2400, 4692, 0, 47760]);
});

test('keys lead from row to row, and never beyond the ends', () => {
  const keys = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End', 'a', 'toString'];
  expect(keys.map((key) => rowAfterKey(key, 5, screen))).toEqual([4, 6, 0, 14, 0, 1999, undefined, undefined]);
  expect(rowAfterKey('ArrowUp', 0, screen)).toBe(0);
  expect(rowAfterKey('ArrowDown', 1999, screen)).toBe(1999);
  expect(rowAfterKey('End', 0, { ...screen, rows: 0 })).toBeUndefined();
});

test('a line is drawn in the row that it leaves and in the row that it reaches', () => {
  const above = revisionOf({ lines: [{ from: 0, to: 1 }] });
  const here = revisionOf({ lines: [{ from: 1, to: 1, dashed: true }] });
  expect(piecesOf(above, here, { height: 24, width: 10 })).toEqual([
    { path: 'M11 -12C11 0 21 0 21 12', lane: 1, dashed: false },
    { path: 'M21 12V36', lane: 1, dashed: true },
  ]);
  expect(piecesOf(undefined, above, { height: 24, width: 10 })).toEqual([
    { path: 'M11 12C11 24 21 24 21 36', lane: 1, dashed: false },
  ]);
});

test('many lanes are narrow, and the column of the graph leaves room for the titles', () => {
  const wide = (lanes: number) => [revisionOf({ lines: [{ from: 0, to: lanes - 1 }] })];
  expect([1, 2, 30, 200].map((lanes) => [laneWidth(wide(lanes)), graphWidth(wide(lanes))])).toEqual([
    [16, 28],
    [16, 44],
    [8, 252],
    [4, 252],
  ]);
  expect(graphWidth([])).toBe(28);
});

test('what is wrong is seen before what is special', () => {
  expect(dotOf(revisionOf({ standing: ['head', 'duplicated'] }))).toBe('wrong');
  expect(dotOf(revisionOf({ standing: ['head', 'merge'] }))).toBe('head');
  expect(dotOf(revisionOf({ standing: ['merge'] }))).toBe('merge');
  expect(dotOf(revisionOf({ standing: ['base'] }))).toBe('plain');
});

test('of what a page sends only what makes sense is taken', () => {
  expect(readFromPage({ kind: 'open', uri: 'file:///a.py', aside: 1 })).toEqual({
    kind: 'open',
    uri: 'file:///a.py',
    aside: false,
  });
  expect(readFromPage({ kind: 'risks', uris: ['a', 1, 'b'] })).toEqual({ kind: 'risks', uris: ['a', 'b'] });
  const nonsense = [
    null,
    'ready',
    {},
    { kind: 'open' },
    { kind: 'open', uri: 1 },
    { kind: 'run', uri: 'x' },
    { kind: 'risks' },
  ];
  expect(nonsense.map(readFromPage)).toEqual(nonsense.map(() => undefined));
});
