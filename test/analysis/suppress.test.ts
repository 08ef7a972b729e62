import { expect, test } from 'vitest';
import { ignoreEdit, mayBeIgnored } from '../../server/src/analysis/ignore.ts';
import { rules } from '../../server/src/rules/index.ts';
import { applyEdits } from '../../server/src/text.ts';
import { analyzed, check, checkFix, type Setting } from '../marked.ts';

/** All others are switched off. */
const spoken = /^(drop-table-loses-data|truncate-loses-data|delete-without-where|suppression-.*)$/;
const only = Object.fromEntries(rules.flatMap(({ id }) => (spoken.test(id) ? [] : [[id, 'off' as const]])));
const sql: Setting = { tool: 'sql', rules: only };
const drop = '^^^^^^^^^^ error: Dropping sessions destroys all its rows for good';

/** Which rules still speak, and how many findings were suppressed. */
async function left(text: string, setting: Setting = {}) {
  const { analysis } = await analyzed(text, { ...setting, rules: { ...only, ...setting.rules } });
  return `${analysis.findings.map(({ rule }) => rule).join(' ')} | ${analysis.suppressed}`;
}

const down = '\n\n\ndef downgrade():\n    raise RuntimeError("no")\n';
const python = (...lines: readonly string[]) =>
  `def upgrade():\n${lines.map((each) => `    ${each}`).join('\n')}${down}`;
const ignore = (ids: string, mark = '#') => `${mark} migration-writer: ignore[${ids}] exported`;

test('at the end of the line, on the line above, and above the whole file', async () => {
  expect(await left(python('op.drop_table("sessions")'))).toBe('drop-table-loses-data | 0');
  expect(await left(python(`op.drop_table("sessions")  ${ignore('drop-table-loses-data')}`))).toBe(' | 1');
  expect(await left(python(ignore('drop-table-loses-data'), 'op.drop_table("sessions")'))).toBe(' | 1');
  const text = python('op.drop_table("sessions")');
  const file = `${ignore('drop-table-loses-data').replace('ignore', 'ignore-file')}\n`;
  for (const whole of [file, `"""title"""\n\n${file}`, `#!/usr/bin/env python\n${file}`])
    expect(await left(`${whole}revision = "b2"\ndown_revision = None\n\n\n${text}`, { whole: true })).toBe(' | 1');
});

test('any line of a statement counts, and the line above its first, with other comments between', async () => {
  const call = ['op.drop_table(', '    "sessions",', ')'];
  const at = (index: number, words: string) =>
    call.map((line, order) => (order === index ? `${line}  ${words}` : line));
  for (const index of [0, 1, 2]) expect(await left(python(...at(index, ignore('drop-table-loses-data'))))).toBe(' | 1');
  expect(await left(python('op.drop_table(', `    ${ignore('drop-table-loses-data')}`, '    "sessions",', ')'))).toBe(
    ' | 1',
  );
  expect(await left(python(ignore('drop-table-loses-data'), '# as agreed', 'op.drop_table("sessions")'))).toBe(' | 1');
  expect(
    await left(
      python('# noqa: E501  # migration-writer: ignore[drop-table-loses-data] moved', 'op.drop_table("sessions")'),
    ),
  ).toBe(' | 1');
});

test('above a block that holds one statement, which it came to stand in, and not above one that holds several', async () => {
  const block = (...inner: readonly string[]) =>
    python(
      ignore('drop-table-loses-data'),
      'with op.get_context().autocommit_block():',
      ...inner.map((each) => `    ${each}`),
    );
  expect(await left(block('op.drop_table("sessions")'))).toBe(' | 1');
  expect(await left(block('# words', 'op.drop_table("sessions")'))).toBe(' | 1');
  expect(await left(block('op.drop_table("sessions")', 'op.drop_table("carts")'))).toBe(
    'suppression-unused drop-table-loses-data drop-table-loses-data | 0',
  );
});

test('it speaks of its own statement alone, and of the rules that it names', async () => {
  const other = 'drop-table-loses-data suppression-unused | 0';
  expect(await left(python(`op.drop_table("sessions")  ${ignore('delete-without-where')}`))).toBe(other);
  const apart = python(ignore('drop-table-loses-data'), '', 'op.drop_table("sessions")');
  expect(await left(apart)).toBe('suppression-unused drop-table-loses-data | 0');
  const two = [`op.drop_table("a")  ${ignore('drop-table-loses-data')}`, 'op.drop_table("b")'];
  expect(await left(python(...two))).toBe('drop-table-loses-data | 1');
  const header = [`with op.batch_alter_table("t") as b:  ${ignore('drop-table-loses-data')}`, '    op.drop_table("a")'];
  expect(await left(python(...header))).toBe('suppression-unused drop-table-loses-data | 0');
});

test('words in a string are no comment', async () => {
  const text = 'op.execute("""DROP TABLE sessions -- migration-writer: ignore[drop-table-loses-data] exported""")';
  expect(await left(python(text))).toBe('drop-table-loses-data | 0');
  const comment =
    "INSERT INTO notes VALUES ('\n-- migration-writer: ignore[drop-table-loses-data] exported\n'); DROP TABLE sessions;\n";
  expect(await left(comment, sql)).toContain('drop-table-loses-data');
});

test('in SQL it is the same behind two dashes', async () => {
  const words = ignore('drop-table-loses-data', '--');
  for (const text of [
    `DROP TABLE sessions; ${words}\n`,
    `${words}\nDROP TABLE sessions;\n`,
    `DROP TABLE ${words}\n  sessions;\n`,
    `DROP TABLE\n  sessions ${words}\n;\n`,
    `SELECT 1;\n${words.replace('ignore', 'ignore')}\nDROP TABLE sessions`,
    `\uFEFF${words.replace('ignore', 'ignore-file')}\nSELECT 1;\nDROP TABLE sessions;\n`,
  ])
    expect(await left(text, sql), text).toBe(' | 1');
  expect(await left(`/* ${words} */\nDROP TABLE sessions;\n`, sql)).toBe('drop-table-loses-data | 0');
});

test('without a reason it works, and says so', () =>
  check(
    `-- migration-writer: ignore[drop-table-loses-data]
-- ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: It does not say why drop-table-loses-data may be ignored here: write the reason behind the brackets
DROP TABLE sessions;
DROP TABLE users; -- migration-writer: ignore[drop-table-loses-data]: reason? who?
--                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: It does not say why drop-table-loses-data may be ignored here: write the reason behind the brackets
`,
    sql,
  ));

test('what suppresses nothing', () =>
  check(
    `-- migration-writer: ignore[drop-tables-loses-data] exported
--                          ^^^^^^^^^^^^^^^^^^^^^^ warning: There is no rule "drop-tables-loses-data"; did you mean drop-table-loses-data?
DROP TABLE sessions;
${drop}
-- migration-writer: ignore[truncate-loses-data, drop-table-loses-data] exported
--                          ^^^^^^^^^^^^^^^^^^^ warning: truncate-loses-data finds nothing here that could be ignored
DROP TABLE users;
-- migration-writer: ignore-file[drop-table-loses-data] exported
-- ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This suppresses nothing: ignore-file stands above the first statement of the file
-- migration-writer: ignore drop-table-loses-data
-- ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This suppresses nothing: write ignore[rule-id] or ignore-file[rule-id], and a reason behind it
-- migration-writer: ignore[] exported
-- ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning: This suppresses nothing: no rule stands in the brackets
`,
    sql,
  ));

test('a rule that is switched off leaves its suppressions alone', async () => {
  const text = `DROP TABLE sessions; ${ignore('drop-table-loses-data', '--')}\n`;
  expect(await left(text, { ...sql, rules: { 'drop-table-loses-data': 'off' } })).toBe(' | 0');
  expect(await left(text, { ...sql, rules: { 'suppression-unused': 'off' } })).toBe(' | 1');
});

test('what is left over goes, with its line where nothing else stands there', async () => {
  const rule = 'suppression-unused';
  await checkFix(`SELECT 1; ${ignore('drop-table-loses-data', '--')}\n`, 'SELECT 1;\n', { ...sql, rule });
  await checkFix(`-- why\n${ignore('drop-table-loses-data', '--')}\nSELECT 1;\n`, '-- why\nSELECT 1;\n', {
    ...sql,
    rule,
  });
});

/** The text with the comment that suppresses its first finding. */
async function ignored(text: string, scope: 'statement' | 'file', setting: Setting = {}) {
  const { analysis } = await analyzed(text, { ...setting, rules: only });
  const finding = analysis.findings.find(mayBeIgnored);
  return finding && applyEdits(text, [ignoreEdit(finding, scope, analysis)]);
}

test('the comment is written above the statement, in its indentation, or on top of the file', async () => {
  const text = `revision = "b2"\ndown_revision = None\n\n\n${python('op.drop_table(', '    "sessions",', ')')}`;
  const asks = 'migration-writer: ignore[drop-table-loses-data] reason?';
  const line = await ignored(text, 'statement', { whole: true });
  expect(line).toBe(text.replace('    op.drop', `    # ${asks}\n    op.drop`));
  expect(await left(line ?? '', { whole: true })).toBe('suppression-without-reason | 1');
  const file = await ignored(text, 'file', { whole: true });
  expect(file).toBe(`# ${asks.replace('ignore', 'ignore-file')}\n${text}`);
  expect(await left(file ?? '', { whole: true })).toBe('suppression-without-reason | 1');
  const script = `#!/usr/bin/env python\r\n${text.replaceAll('\n', '\r\n')}`;
  expect(await ignored(script, 'file', { whole: true })).toBe(
    script.replace('python\r\n', `python\r\n# ${asks.replace('ignore', 'ignore-file')}\r\n`),
  );
});

test('a comment that is there takes the rule in', async () => {
  const text = (ids: string) => `-- migration-writer: ignore[${ids}] exported\nDELETE FROM t;\n`;
  expect(await ignored(text('truncate-loses-data'), 'statement', sql)).toBe(
    text('truncate-loses-data, delete-without-where'),
  );
  const file = (ids: string) => text(ids).replace('ignore', 'ignore-file');
  expect(await ignored(file('truncate-loses-data'), 'file', sql)).toBe(
    file('truncate-loses-data, delete-without-where'),
  );
});

test('in SQL it stays behind the line in which a tool looks for its own words', async () => {
  expect(await ignored('-- no-transaction\nDELETE FROM t;\n', 'file', sql)).toBe(
    '-- no-transaction\n-- migration-writer: ignore-file[delete-without-where] reason?\nDELETE FROM t;\n',
  );
  expect(await ignored('  DELETE FROM t;', 'statement', sql)).toBe(
    '  -- migration-writer: ignore[delete-without-where] reason?\n  DELETE FROM t;',
  );
});

test('in a block of code that runs at once', async () => {
  const text = (quote: string) => `DO ${quote}
BEGIN
  -- migration-writer: ignore[drop-table-loses-data] archived
  DROP TABLE sessions;
END ${quote};
`;
  for (const quote of ['$$', '$body$']) {
    expect(await left(text(quote), sql)).toBe(' | 1');
    expect(await left(text(quote).replaceAll('\n', '\r\n'), sql)).toBe(' | 1');
  }
});
