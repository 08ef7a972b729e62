import { expect, test } from 'vitest';
import { scaffolded } from './scaffolded.ts';

const history = [
  'CREATE TABLE users (id INT PRIMARY KEY, email VARCHAR(20), age INT);\nCREATE INDEX ix ON users (age);',
];

test.each([
  ['mysql', 'add-column', { column: 'b', type: 'int' }, 'ALTER TABLE users ADD COLUMN b INTEGER, ALGORITHM=INSTANT;'],
  [
    'mysql',
    'set-not-null',
    { column: 'age' },
    'ALTER TABLE users MODIFY age INTEGER NOT NULL, ALGORITHM=INPLACE, LOCK=NONE;',
  ],
  ['mysql', 'add-index', { column: 'age' }, 'CREATE INDEX ix_users_age ON users (age) ALGORITHM=INPLACE LOCK=NONE;'],
  ['mariadb', 'add-index', { column: 'age' }, 'CREATE INDEX ix_users_age ON users (age) ALGORITHM=NOCOPY LOCK=NONE;'],
  [
    'mariadb',
    'add-unique',
    { column: 'email' },
    'ALTER TABLE users ADD CONSTRAINT uq_users_email UNIQUE (email), ALGORITHM=NOCOPY, LOCK=NONE;',
  ],
  // What copies the table anyway has nothing to demand.
  ['mysql', 'change-type', { column: 'age', type: 'bigint' }, 'ALTER TABLE users MODIFY age BIGINT;'],
  ['postgresql', 'add-column', { column: 'b', type: 'int' }, 'ALTER TABLE users ADD COLUMN b INTEGER;'],
] as const)('%s: %s %j', async (engine, pattern, answers, statement) =>
  expect(await scaffolded(pattern, { table: 'users', ...answers }, { tool: 'sql', engine, history })).toContain(
    `\n${statement}\n`,
  ),
);

test('the way back is to arrive, however long it takes', async () => {
  const answers = { table: 'users', index: 'ix', column: 'email' };
  const made = await scaffolded('replace-index', answers, {
    tool: 'sql',
    engine: 'mysql',
    history,
    path: 'migrations/000100_x.up.sql',
  });
  const [up = '', down = ''] = made.split(/-- \S+\.down\.sql\n/);
  expect(up.match(/ALGORITHM/g)).toHaveLength(3);
  expect(down).toContain('CREATE INDEX');
  expect(down).not.toContain('ALGORITHM');
});

test('Alembic says no such thing in its own methods', async () =>
  expect(await scaffolded('add-column', { table: 'users', column: 'b', type: 'int' }, { engine: 'mysql' })).toContain(
    '    op.add_column("users", sa.Column("b", sa.Integer(), nullable=True))\n',
  ));
