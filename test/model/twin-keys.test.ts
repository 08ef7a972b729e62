import { expect, test } from 'vitest';
import type { Constraint } from '../../server/src/model/constraint.ts';
import { withoutTwins } from '../../server/src/model/twin-keys.ts';

test('keys that say the same are one, by the first name that one of them has', () => {
  const unique = { kind: 'unique', columns: ['a'] } as const;
  const other = { kind: 'unique', name: 'v', columns: ['b', 'a'] } as const;
  expect(shown([{ ...unique, name: 'u' }, other, { kind: 'primaryKey', columns: ['a'] }])).toEqual([
    'unique v b,a',
    'primaryKey u a',
  ]);
  expect(shown([unique, { ...unique, name: 'w' }, { ...unique, options: 'DEFERRABLE' }])).toEqual([
    'unique w a',
    'unique undefined a',
  ]);
});

function shown(constraints: readonly Constraint[]): readonly string[] {
  return withoutTwins(constraints).map((each) =>
    'columns' in each ? `${each.kind} ${each.name} ${each.columns.join()}` : each.kind,
  );
}
