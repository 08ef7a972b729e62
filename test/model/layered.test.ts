import { expect, test } from 'vitest';
import { finder, withEntry } from '../../server/src/model/layered.ts';

test('after any number of changes it is what a map would be, and what it came from is as it was', () => {
  let layered: ReadonlyMap<string, number> = new Map();
  const plain = new Map<string, number>();
  for (let step = 0; step < 200; step++) {
    const before = layered;
    const entries = [...before];
    const key = `k${(step * 7) % 60}`;
    layered = withEntry(layered, key, step);
    plain.set(key, step);
    expect([...layered]).toEqual([...plain]);
    expect([...before]).toEqual(entries);
    expect([layered.size, layered.has(key), layered.get(key)]).toEqual([plain.size, true, step]);
  }
  expect([...layered.keys()]).toEqual([...plain.keys()]);
  expect([...layered.values()]).toEqual([...plain.values()]);
  expect([layered.has('none'), layered.get('none')]).toEqual([false, undefined]);
  const seen: unknown[] = [];
  layered.forEach((value, key) => {
    seen.push([key, value]);
  });
  expect(seen).toEqual([...plain]);
});

test('after any number of changes the same is found as by looking at every entry, in the same order', () => {
  interface Entry {
    readonly of: readonly string[];
  }
  const byKey = finder<Entry>(({ of }) => of);
  let map: ReadonlyMap<string, Entry> = new Map();
  for (let step = 0; step < 400; step++) {
    map = withEntry(map, `k${(step * 7) % 90}`, { of: [`f${step % 5}`, `f${step % 3}`] });
    for (const key of ['f0', 'f1', 'f4', 'f9']) {
      expect(byKey(map, key)).toEqual([...map.values()].filter((each) => each.of.includes(key)));
    }
  }
});
