import { test } from 'vitest';
import { check } from '../marked.ts';

const rule = 'version-out-of-order';
const text = 'SELECT 1;\n';

/** The file stands among these others; all of them are merged where nothing else is said. */
function among(
  path: string,
  others: readonly string[],
  { body = text, merged = others, engine = 'postgresql' as const } = {},
) {
  const children = others.map((each) => ({ path: `/app/db/${each}`, text: body }));
  return {
    rule,
    tool: 'sql',
    engine,
    path: `db/${path}`,
    children,
    merged: merged.map((each) => `db/${each}`),
  } as const;
}

const refused = (name: string) =>
  `SELECT 1;\n^ error: ${name} comes behind it and is merged already: where that has run, the tool refuses to go on\n`;

test('a version before one that is merged', async () => {
  await check(refused('V10__c.sql'), among('V2__b.sql', ['V1__a.sql', 'V3__c.sql', 'V10__c.sql']));
  await check(
    'SELECT 1;\n^ error: 003.do.c.sql comes behind it and is merged already: where that has run, this file never runs\n',
    among('002.do.b.sql', ['001.do.a.sql', '003.do.c.sql']),
  );
  await check(
    'SELECT 1;\n^ warning: 3_c.up.sql comes behind it and is merged already: where that has run, a tool that goes on from the last version never runs this file\n',
    among('2_b.up.sql', ['1_a.up.sql', '3_c.up.sql', '3_c.down.sql']),
  );
  await check(
    'SELECT 1;\n^ warning: 20240103000000_c.sql comes behind it and is merged already: where that has run, a tool that keeps the order refuses to go on\n',
    among('20240102000000_b.sql', ['20240101000000_a.sql', '20240103000000_c.sql']),
  );
});

test('lines of comment tell whose file it is', async () => {
  const goose = `-- +goose Up\n${text}`;
  const dbmate = `-- migrate:up\n${text}-- migrate:down\n`;
  await check(
    goose.replace(
      '\n',
      '\n^ error: 3_c.sql comes behind it and is merged already: where that has run, the tool refuses to go on\n',
    ),
    among('2_b.sql', ['1_a.sql', '3_c.sql'], { body: goose }),
  );
  // dbmate runs it all the same.
  await check(dbmate, among('2_b.sql', ['1_a.sql', '3_c.sql'], { body: dbmate }));
});

test('nothing is said where no later one is merged, or this one is', async () => {
  const others = ['V1__a.sql', 'V3__c.sql'];
  await check(text, among('V2__b.sql', others, { merged: ['V1__a.sql'] }));
  await check(text, among('V4__d.sql', others));
  await check(text, among('V2__b.sql', others, { merged: [...others, 'V2__b.sql'] }));
  await check(text, among('V2__b.sql', others, { merged: [] }));
  // The version is there under its former name.
  await check(text, among('V2__better.sql', others, { merged: [...others, 'V2__b.sql'] }));
  await check(refused('V3__c.sql'), among('V2__b.sql', others, { merged: [...others, 'V1_5__gone.sql'] }));
});

test('files without a version of their own, ways back, folders of their own, and tools that run what has not run', async () => {
  await check(text, among('R__views.sql', ['V3__c.sql']));
  await check(text, among('2_b.down.sql', ['1_a.up.sql', '2_b.up.sql', '3_c.up.sql']));
  await check(text, { ...among('V2__b.sql', ['V1__a.sql']), merged: ['other/V3__c.sql'] });
  await check(
    text,
    among('20240102000000_b/migration.sql', ['20240101000000_a/migration.sql', '20240103000000_c/migration.sql']),
  );
  await check(text, among('2024-01-02-000000_b/up.sql', ['2024-01-01-000000_a/up.sql', '2024-01-03-000000_c/up.sql']));
});
