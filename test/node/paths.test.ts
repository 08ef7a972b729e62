import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary.ts';
import { command } from './command.ts';

const files = {
  'db/schema/a.sql': 'CREATE TABLE users (id int);\n',
  'db/schema/b.sql': 'ALTER TABLE users DROP COLUMN id;\n',
  'db/seeds/c.sql': 'DROP TABLE users;\n',
};

test('files that the settings name are migrations, and no others', async () => {
  const checked = async (paths: readonly string[] | undefined) => {
    const folder = temporaryFolder({
      ...files,
      '.migration-writer.json': JSON.stringify(paths === undefined ? {} : { paths }),
    });
    const { out } = await command(folder, 'check', '--format', 'json', '--fail-on', 'never', '.');
    const { files: found } = out === '' ? { files: [] } : JSON.parse(out);
    return found.map(({ path }: { path: string }) => path);
  };
  expect(await checked(undefined)).toEqual([]);
  expect(await checked(['db/schema/*.sql'])).toEqual(['db/schema/a.sql', 'db/schema/b.sql']);
  expect(await checked(['*.sql', '!a.sql'])).toEqual(['db/schema/b.sql', 'db/seeds/c.sql']);
});
