import { expect, test } from 'vitest';
import type { Operation } from '../../server/src/model/operation.ts';
import { redefineColumn } from '../../server/src/sql/mysql/print-redefined.ts';

const type = { name: 'varchar', arguments: [80] };
const at = { table: { name: 'users' }, column: 'name' };
const value = { kind: 'constant', value: 'x' } as const;

/** As Alembic emits them for MySQL. */
const cases: readonly (readonly [readonly Operation[], string | undefined])[] = [
  [
    [
      { kind: 'changeType', ...at, type },
      { kind: 'setNotNull', ...at },
      { kind: 'setDefault', ...at, default: value },
    ],
    "ALTER TABLE users MODIFY name VARCHAR(80) NOT NULL DEFAULT 'x'",
  ],
  [
    [
      { kind: 'dropNotNull', ...at, existing: { type, default: value } },
      { kind: 'renameColumn', ...at, to: 'title' },
    ],
    "ALTER TABLE users CHANGE name title VARCHAR(80) NULL DEFAULT 'x'",
  ],
  [
    [{ kind: 'renameColumn', ...at, to: 'title', existing: { type } }],
    'ALTER TABLE users CHANGE name title VARCHAR(80) NULL',
  ],
  [[{ kind: 'setDefault', ...at, existing: { type } }], undefined],
  [[{ kind: 'renameColumn', ...at, to: 'title' }], undefined],
  [
    [
      { kind: 'changeType', ...at, type },
      { kind: 'setNotNull', ...at, column: 'other' },
    ],
    undefined,
  ],
];

test.each(cases)('%j', (operations, sql) => {
  expect(redefineColumn(operations, 'mysql')).toBe(sql);
});
