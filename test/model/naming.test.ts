import { expect, test } from 'vitest';
import { digestOf } from '../../server/src/model/digest.ts';
import { named } from '../../server/src/model/naming.ts';
import type { Operation } from '../../server/src/model/operation.ts';

const templates = {
  ix: 'ix_%(column_0_label)s',
  uq: 'uq_%(table_name)s__%(column_0_N_name)s',
  ck: 'ck_%(table_name)s_%(constraint_name)s',
  fk: 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',
  pk: 'pk_%(custom)s',
};

test.each([
  ['', 'd41d8cd98f00b204e9800998ecf8427e'],
  ['abc', '900150983cd24fb0d6963f7d28e17f72'],
  ['x'.repeat(56), '668a72d5ba17f08e62dabcafad6db14b'],
])('the digest of %j', (text, digest) => {
  expect(digestOf(text)).toBe(digest);
});

test('what has no name gets one by the template of its kind', () => {
  expect(nameOf({ kind: 'unique', columns: ['a', 'b'] })).toBe('uq_t__a_b');
  expect(nameOf({ kind: 'foreignKey', columns: ['a'], references: { name: 'p' }, referencedColumns: [] })).toBe(
    'fk_t_a_p',
  );
  expect(nameOf({ kind: 'unique', name: 'own', columns: ['a'] })).toBe('own');
});

test('a template takes a name in unless it stands verbatim, also where it is dropped', () => {
  expect(nameOf({ kind: 'check', name: 'k', expression: 'a > 0' })).toBe('ck_t_k');
  expect(nameOf({ kind: 'check', name: 'k', expression: 'a > 0' }, ['k'])).toBe('k');
  const drop = { kind: 'dropConstraint', table: { name: 't' }, name: 'k', type: 'check' } as const;
  expect(named(drop, { templates, longest: 63 })).toMatchObject({ name: 'ck_t_k' });
  expect(named(drop, { templates, longest: 63 }, ['k'])).toMatchObject({ name: 'k' });
});

test('what a template asks of the application is not known', () => {
  expect(nameOf({ kind: 'primaryKey', columns: ['a'] })).toBeUndefined();
});

test('a name of the tool is cut as SQLAlchemy cuts it, one of the author is not', () => {
  const name = 'fk_block_schema_reference__reference_block_schema_id__block_schema';
  const constraint = { kind: 'unique', name, columns: ['a'] } as const;
  expect(nameOf(constraint, [name])).toBe('fk_block_schema_reference__reference_block_schema_id__b_6e5d');
  expect(nameOf(constraint)).toBe(name);
});

function nameOf(
  constraint: Extract<Operation, { kind: 'addConstraint' }>['constraint'],
  verbatim: readonly string[] = [],
): string | undefined {
  const operation = { kind: 'addConstraint', table: { name: 't' }, constraint } as const;
  const made = named(operation, { templates, longest: 63 }, verbatim);
  return made.kind === 'addConstraint' ? made.constraint.name : undefined;
}
