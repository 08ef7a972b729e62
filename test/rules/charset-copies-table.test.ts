import { test } from 'vitest';
import { check, type Setting } from '../marked.ts';

const users =
  'CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), old VARCHAR(20) CHARACTER SET latin1, three VARCHAR(20) CHARACTER SET utf8mb3, code VARCHAR(20), KEY ix (code)) DEFAULT CHARSET=utf8mb4;';
const mysql: Setting = { rule: 'charset-copies-table', tool: 'sql', engine: 'mysql', history: [users] };
const mariadb: Setting = { ...mysql, engine: 'mariadb' };

test('a whole table: MySQL copies it, MariaDB where a column is of another set', async () => {
  await check(
    `
ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4;
--                ^^^^^^^^^^^^^^^^^^^^^^^^ warning: Another character set for all of users copies the whole table while writes wait
ALTER TABLE users DEFAULT CHARACTER SET latin1;
`,
    mysql,
  );
  await check(
    `
ALTER TABLE users CONVERT TO CHARACTER SET utf8mb4;
--                ^^^^^^^^^^^^^^^^^^^^^^^^ warning: Another character set for all of users may copy the whole table while writes wait
`,
    mariadb,
  );
});

test('a column: what contains the old set is only declared where no index orders it', async () => {
  await check(
    `
ALTER TABLE users MODIFY COLUMN old VARCHAR(20) CHARACTER SET utf8mb4;
--                ^^^^^^^^^^^^^ warning: Another character set or collation of users.old copies the whole table while writes wait
ALTER TABLE users MODIFY COLUMN three VARCHAR(20) CHARACTER SET utf8mb4;
ALTER TABLE users MODIFY COLUMN name VARCHAR(20) COLLATE utf8mb4_bin;
ALTER TABLE users MODIFY COLUMN code VARCHAR(20) COLLATE utf8mb4_bin;
--                ^^^^^^^^^^^^^ warning: Another character set or collation of users.code copies the whole table while writes wait
`,
    mysql,
  );
  await check('\nALTER TABLE users MODIFY COLUMN code VARCHAR(20) COLLATE utf8mb4_bin;\n', mariadb);
});

test('another type is another hazard, and a fresh table is none', async () => {
  await check('\nALTER TABLE users MODIFY COLUMN old TEXT CHARACTER SET utf8mb4;\n', mysql);
  await check('\nCREATE TABLE x (a TEXT);\nALTER TABLE x CONVERT TO CHARACTER SET utf8mb4;\n', mysql);
  await check('\nALTER TABLE users MODIFY COLUMN old VARCHAR(20) CHARACTER SET utf8mb4;\n', {
    ...mysql,
    rule: 'type-change-rewrites',
  });
});
