import { expect, test } from 'vitest';
import { badgesOf, dateOf, matches, titleOf, tooltipOf } from '../../client/src/views/revision-words.ts';
import { graphOf, revisionOf } from './revisions.ts';

test('a revision without a title goes by its id, then by its file', () => {
  expect(titleOf(revisionOf({ title: '  add \n status ', id: 'ab12' }))).toBe('add status');
  expect(titleOf(revisionOf({ title: ' ', id: 'ab12' }))).toBe('ab12');
  expect(titleOf(revisionOf({ uri: 'file:///v/add%20status.py' }))).toBe('add status.py');
  expect(titleOf(revisionOf({ uri: 'file:///v/100%.py' }))).toBe('100%.py');
});

test('nothing that the author wrote becomes Markdown in a tooltip', () => {
  const title = '<img src=x> **b** [x](command:y) `c` $(bug) &lt; _i_ https://a.b # ~~s~~ |';
  const revision = revisionOf({ id: 'a`b', title, labels: ['[l](m)'], missing: ['**m**'] });
  const tooltip = tooltipOf(revision, graphOf('a:', { revisions: [revision] }), undefined);
  const escaped = tooltip
    .replace(/\\./g, '')
    .replace(/^\*\*|\*\*$/gm, '')
    .replaceAll('$(warning)', '')
    .replace(/^\w+( \w+)?:/gm, '');
  expect(escaped).not.toMatch(/[<>*_`[\]()$&#~|:@]/);
});

test('a tooltip tells parents, date, risk and what is wrong', () => {
  const graph = graphOf('c: b gone\nb: a\na:');
  const [c] = graph.revisions;
  if (!c) throw new Error();
  const revision = { ...c, title: 'add status', created: '2025-02-18 09:12:44.12', missing: ['gone'] };
  expect(tooltipOf(revision, graph, { level: 'very-high', errors: 1, warnings: 2 }).replaceAll('\\', '')).toBe(
    `**add status**

Revision: c  
Follows: b, gone  
Standing: head, merge, parent missing  
Created: 2025-02-18 09:12  
Risk: very high (1 error, 2 warnings)

$(warning) No file has the id gone, which this one names`,
  );
});

test('dates are shown to the minute, other words as they are', () => {
  expect(['2025-02-18 09:12:44.120391', '2025-02-18T09:12:44Z', 'in spring', undefined].map(dateOf)).toEqual([
    '2025-02-18 09:12',
    '2025-02-18 09:12',
    'in spring',
    '',
  ]);
});

test('the filter takes words of title, id, label and standing, in any order', () => {
  const revision = revisionOf({ id: 'ab12', title: 'Add status', labels: ['billing'], standing: ['head'] });
  const takes = (filter: string) => matches(revision, filter);
  expect(['', ' ', 'STATUS add', 'b12', 'billing head'].filter((each) => !takes(each))).toEqual([]);
  expect(['merge', 'status x'].filter(takes)).toEqual([]);
});

test('being a base is nothing special', () => {
  expect(badgesOf(revisionOf({ standing: ['base'] }))).toEqual([]);
  expect(badgesOf(revisionOf({ standing: ['duplicated', 'circular'], missing: ['x'], labels: ['l'] }))).toEqual([
    'duplicated id',
    'in a circle',
    'parent missing',
    'l',
  ]);
});
