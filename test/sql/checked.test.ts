import { expect, test } from 'vitest';
import type { EngineName } from '../../server/src/model/engine.ts';
import { isGrammarChecked } from '../../server/src/sql/checked.ts';

const vouched = (engine: EngineName, ...statements: readonly string[]) =>
  statements.map((each) => `${isGrammarChecked(each, engine)} ${each}`).join('\n');

test('what a grammar takes whole is told from what was read clause by clause', () => {
  expect(vouched('postgresql', 'ALTER TABLE t ADD a int', 'UPDATE t SET a = 1 LIMIT 5')).toBe(
    'true ALTER TABLE t ADD a int\nfalse UPDATE t SET a = 1 LIMIT 5',
  );
  expect(
    vouched('mysql', 'ALTER TABLE t ADD COLUMN a int', 'ALTER TABLE t ADD COLUMN a int DEFAULT :b', 'OPTIMIZE TABLE t'),
  ).toBe('true ALTER TABLE t ADD COLUMN a int\ntrue ALTER TABLE t ADD COLUMN a int DEFAULT :b\nfalse OPTIMIZE TABLE t');
  expect(vouched('sqlite', 'ALTER TABLE t ADD COLUMN a int', 'DROP INDEX i')).toBe(
    'true ALTER TABLE t ADD COLUMN a int\nfalse DROP INDEX i',
  );
});
