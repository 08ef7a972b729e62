import { expect, test } from 'vitest';
import { withEntry } from '../../server/src/model/layered.ts';

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
