import { expect, test } from 'vitest';
import { byStatement } from '../../server/src/model/statements.ts';
import { analyzed } from '../marked.ts';

const users =
  'CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(20), age INT, n INT, team_id INT, bio TEXT, KEY ix_n (n)) DEFAULT CHARSET=utf8mb4;';

test('the strongest algorithm of all actions is the statement’s, and one of them bears its work', () =>
  check(`
[mysql 8.0] ADD COLUMN a INT, DROP COLUMN age
  addColumn: INSTANT NONE, nothing, instant
  dropColumn: INSTANT NONE, nothing, instant
[mysql 8.0] ADD COLUMN a INT, DROP INDEX ix_n
  addColumn: INPLACE NONE, nothing, rewrite
  dropIndex: INPLACE NONE, nothing, instant
[mariadb 10.11] ADD COLUMN a INT, DROP INDEX ix_n
  addColumn: NOCOPY NONE, nothing, instant
  dropIndex: NOCOPY NONE, nothing, instant
[mariadb 10.11] DROP COLUMN age, ADD INDEX ix (name)
  dropColumn: INPLACE NONE, nothing, rewrite
  createIndex: INPLACE NONE, nothing, instant
[mariadb 10.11] COMMENT 'x', RENAME COLUMN n TO m
  other: NOCOPY NONE, nothing, instant
  renameColumn: NOCOPY NONE, nothing, instant
[mariadb 10.11] COMMENT 'x', DROP COLUMN age, RENAME COLUMN n TO m
  other: INSTANT NONE, nothing, instant
  dropColumn: INSTANT NONE, nothing, instant
  renameColumn: INSTANT NONE, nothing, instant
[mysql 8.0, mariadb 10.11] ADD INDEX ix (name), MODIFY age BIGINT NULL
  createIndex: COPY SHARED, nothing, instant
  changeType: COPY SHARED, writes, rewrite
  dropNotNull: COPY SHARED, nothing, instant
  setDefault: COPY SHARED, nothing, instant
[mysql 8.0, mariadb 10.11] ADD COLUMN a INT, ADD FULLTEXT INDEX ft (bio)
  addColumn: INPLACE SHARED, nothing, instant
  createIndex: INPLACE SHARED, writes, rewrite
[mysql 8.0, mariadb 10.11] CONVERT TO CHARACTER SET utf8mb4, ADD CONSTRAINT fk FOREIGN KEY (team_id) REFERENCES teams (id)
  other: COPY SHARED, nothing, instant
  addConstraint: COPY SHARED, writes, rewrite
`));

test('a demand that one action cannot meet, or only their company, refuses all', () =>
  check(`
[mysql 8.0] DROP COLUMN bio, MODIFY age BIGINT, ALGORITHM=INPLACE
  dropColumn: ALGORITHM=INPLACE is not supported for this operation. Try ALGORITHM=COPY
  changeType: ALGORITHM=INPLACE is not supported for this operation. Try ALGORITHM=COPY
  dropNotNull: ALGORITHM=INPLACE is not supported for this operation. Try ALGORITHM=COPY
  setDefault: ALGORITHM=INPLACE is not supported for this operation. Try ALGORITHM=COPY
[mariadb 10.11] ADD COLUMN a INT, ADD INDEX ix (a), ALGORITHM=NOCOPY
  addColumn: ALGORITHM=NOCOPY is not supported for this operation. Try ALGORITHM=INPLACE
  createIndex: ALGORITHM=NOCOPY is not supported for this operation. Try ALGORITHM=INPLACE
[mariadb 10.11] ADD COLUMN a INT, ADD INDEX ix (a), ALGORITHM=INPLACE
  addColumn: INPLACE NONE, nothing, rewrite
  createIndex: INPLACE NONE, nothing, instant
`));

test('Alembic defines a column anew in one statement, whatever changes of it, and words what hides in a new one apart', async () => {
  const revision = `from alembic import op
import sqlalchemy as sa

revision = 'b'
down_revision = 'a'


def upgrade():
    op.alter_column('users', 'age', existing_type=sa.Integer(), type_=sa.BigInteger(), nullable=False)
    op.alter_column('users', 'name', existing_type=sa.String(20), type_=sa.String(30), new_column_name='title')
    op.add_column('users', sa.Column('a', sa.Integer(), index=True))
`;
  const told = async (engine: 'postgresql' | 'mysql' | 'mariadb') =>
    byStatement((await analyzed(revision, { engine })).analysis.up).map((steps) =>
      steps.map(({ operation, effects }) => `${operation.kind}: ${effects.algorithm}, ${effects.work}`),
    );
  const whole = [
    ['changeType: COPY, rewrite', 'setNotNull: COPY, instant'],
    ['changeType: INPLACE, instant', 'renameColumn: INPLACE, instant'],
    ['addColumn: INSTANT, instant'],
    ['createIndex: INPLACE, index build'],
  ];
  expect(await told('mysql')).toEqual(whole);
  expect((await told('postgresql')).map((steps) => steps.length)).toEqual([1, 1, 1, 1, 1, 1]);
});

async function check(cases: string): Promise<void> {
  let now = '\n';
  for (const [line, servers = '', actions = ''] of cases.matchAll(/^\[(.*)\] (.*)$/gm)) {
    const told = new Set(await Promise.all(servers.split(', ').map((server) => effectsOn(server, actions))));
    now += `${line}\n${[...told].join('')}`;
  }
  expect(now).toBe(cases);
}

async function effectsOn(server: string, actions: string): Promise<string> {
  const [name, version = ''] = server.split(' ');
  const engine = name === 'mysql' ? 'mysql' : 'mariadb';
  const setting = { tool: 'sql', engine, version, history: [users] } as const;
  const { analysis } = await analyzed(`ALTER TABLE users ${actions};`, setting);
  return analysis.up
    .map(({ operation, effects: { refused, algorithm, lock, blocks, work } }) => {
      return `  ${operation.kind}: ${refused ?? `${algorithm} ${lock}, ${blocks}, ${work}`}\n`;
    })
    .join('');
}
