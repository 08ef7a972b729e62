import { expect, test } from 'vitest';
import { lanesOf, type Row } from '../../../server/src/analysis/history/lanes.ts';
import { drawing } from '../../../server/src/node/graph/drawing.ts';

test('a line of revisions stands in one lane', () => {
  expect(drawn('c b', 'b a', 'a')).toBe(`
● c
● b
● a`);
});

test('branches part at the revision that they follow, and meet at their merge', () => {
  expect(drawn('m b c', 'c a', 'b a', 'a')).toBe(`
● m
├─╮
│ ● c
● │ b
├─╯
● a`);
});

test('two heads stand side by side; the second one ends in the lane of the first', () => {
  expect(drawn('c2 c1', 'c1 a', 'b a', 'a z', 'z')).toBe(`
● c2
● c1
│ ● b
├─╯
● a
● z`);
});

test('a merge of three', () => {
  expect(drawn('m b c d', 'd a', 'c a', 'b a', 'a')).toBe(`
● m
├─┬─╮
│ │ ● d
│ ● │ c
│ ├─╯
● │ b
├─╯
● a`);
});

test('a dependency is dashed, and takes nobody from the lane', () => {
  expect(drawn('b1 b0 : a1', 'b0', 'a2 a1', 'a1 a0', 'a0')).toBe(`
● b1
├╌╮
● ┆ b0
● ┆ a2
├╌╯
● a1
● a0`);
});

test('a lane that has ended is taken again', () => {
  expect(drawn('c b', 'b', 'y x', 'x')).toBe(`
● c
● b
● y
● x`);
});

test('a line that goes on behind a merge stays in its lane', () => {
  expect(drawn('h a', 'm b c', 'c a', 'b a', 'a')).toBe(`
● h
│ ● m
│ ├─╮
│ │ ● c
├─┼─╯
│ ● b
├─╯
● a`);
});

test('what is above, or not there, draws no line', () => {
  expect(drawn('a b', 'b a gone', 'c c')).toBe(`
● a
● b
● c`);
});

test('two thousand revisions in forty branches have forty lanes, and soon', () => {
  const rows = Array.from({ length: 2000 }, (_, at) => ({
    key: `${at}`,
    parents: at + 40 < 2000 ? [`${at + 40}`] : ['1999'],
    dependsOn: [],
  }));
  const start = performance.now();
  const lanes = lanesOf(rows);
  // It takes a tenth of a second; one that goes wrong takes minutes.
  expect(performance.now() - start).toBeLessThan(10_000);
  expect(Math.max(...lanes.map(({ lane }) => lane))).toBe(39);
});

/** `key parent… : dependency…`, the newest first. */
function drawn(...lines: readonly string[]): string {
  const rows = lines.map((line): Row => {
    const [own = '', needed = ''] = line.split(':');
    const [key = '', ...parents] = own.trim().split(' ');
    return { key, parents, dependsOn: needed.trim().split(' ').filter(Boolean) };
  });
  const parts = drawing(lanesOf(rows)).flatMap(({ dot, between }, at) => [`${dot} ${rows[at]?.key}`, ...between]);
  return `\n${parts.join('\n')}`;
}
