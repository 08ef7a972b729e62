import { expect, test } from 'vitest';
import { withSetting } from '../../server/src/project/set-setting.ts';

test.each([
  ['', '{\n  "engine": "mysql"\n}\n'],
  ['{}', '{\n  "engine": "mysql"\n}'],
  ['{\n  "tool": "sql"\n}\n', '{\n  "engine": "mysql",\n  "tool": "sql"\n}\n'],
  ['{ "tool": "sql" }', '{ "engine": "mysql", "tool": "sql" }'],
  ['{"tool":"sql"}', '{ "engine": "mysql", "tool":"sql"}'],
  [
    '{\n  "engine" : "postgresql",\n  "rules": {"engine": "off"}\n}',
    '{\n  "engine" : "mysql",\n  "rules": {"engine": "off"}\n}',
  ],
  ['{"rules": {"engine": "off"}, "engine": null}', '{"rules": {"engine": "off"}, "engine": "mysql"}'],
  ['{"a": "\\"engine\\": 1", "engine": [1, {"b": 2}]\n}', '{"a": "\\"engine\\": 1", "engine": "mysql"\n}'],
])('%j becomes %j', (before, after) => {
  const changed = withSetting(before, 'engine', 'mysql');
  expect(changed).toBe(after);
  expect(JSON.parse(changed ?? '').engine).toBe('mysql');
});

test.each(['[]', '{', 'engine: mysql', '"x"'])('what is no object of JSON is left to its author: %j', (text) =>
  expect(withSetting(text, 'engine', 'mysql')).toBeUndefined(),
);
