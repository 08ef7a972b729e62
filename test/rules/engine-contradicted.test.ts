import { expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis/analyze.ts';
import type { EngineName } from '../../server/src/model/engine.ts';
import type { Project } from '../../server/src/model/workspace.ts';
import { check, memoryWorkspace } from '../marked.ts';

const words = 'is SQL of MySQL or MariaDB, and the engine is set to PostgreSQL';

test('one finding takes the place of a flood of syntax errors', () =>
  check(
    `
CREATE TABLE teams (id int unsigned NOT NULL AUTO_INCREMENT, PRIMARY KEY (id)) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
--                                                                             ^^^^^^^^^^^^^ error: ENGINE=InnoDB ${words}
ALTER TABLE teams MODIFY COLUMN name varchar(20);
REPLACE INTO teams VALUES (1);
`,
    { tool: 'sql' },
  ));

test('in the strings of a revision too', () =>
  check(
    `
def upgrade():
    op.execute("ALTER TABLE users MODIFY COLUMN name varchar(20)")
#                                 ^^^^^^^^^^^^^ error: MODIFY COLUMN ${words}


def downgrade():
    op.execute("SELECT 1")
`,
    { rule: 'engine-contradicted' },
  ));

test.each<[EngineName, string, string]>([
  ['mysql', 'CREATE INDEX CONCURRENTLY ix ON users (a);', 'CONCURRENTLY is SQL of PostgreSQL'],
  ['mysql', "UPDATE users SET a = '1'::int WHERE id = 1;", '::int is SQL of PostgreSQL'],
  ['mariadb', 'CREATE TABLE t (a int, b jsonb NOT NULL);', 'jsonb is SQL of PostgreSQL or SQLite'],
  ['mysql', 'CREATE FUNCTION f() RETURNS int AS $$ SELECT 1 $$ LANGUAGE sql;', 'AS $$ is SQL of PostgreSQL'],
  ['mysql', 'CREATE INDEX ix ON users USING gin (a);', 'USING gin is SQL of PostgreSQL'],
  ['postgresql', 'PRAGMA foreign_keys = OFF;', 'PRAGMA is SQL of SQLite'],
  ['postgresql', 'CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT);', 'AUTOINCREMENT is SQL of SQLite'],
  ['mysql', 'CREATE TABLE t (a int PRIMARY KEY) WITHOUT ROWID;', 'WITHOUT ROWID is SQL of SQLite'],
  ['postgresql', 'INSERT INTO `t` (`a`) VALUES (1);', '`t` is SQL of MySQL or MariaDB or SQLite'],
  [
    'postgresql',
    'DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; END $$\nDELIMITER ;',
    'DELIMITER is SQL of MySQL or',
  ],
  ['sqlite', 'ALTER TABLE t MODIFY a int;', 'MODIFY is SQL of MySQL or MariaDB'],
])('%s does not understand %j', async (engine, text, message) => {
  expect(await found(text, { engine })).toContainEqual(['engine-contradicted', expect.stringContaining(message)]);
});

test.each<[EngineName, string]>([
  ['postgresql', '-- not `quoted`, ENGINE=InnoDB\nSELECT 1;'],
  ['postgresql', "INSERT INTO notes (body) VALUES ('use `x` AUTO_INCREMENT PRAGMA');"],
  ['postgresql', 'CREATE TABLE t (auto_increment int, "unsigned" int, engine text, pragma text, modify int);'],
  ['postgresql', 'ALTER TABLE t RENAME COLUMN a TO modify;'],
  ['postgresql', 'SELECT auto_increment, change FROM t;'],
  ['postgresql', "DO $$ BEGIN EXECUTE 'ALTER TABLE `t` ENGINE=InnoDB'; END $$;"],
  ['mysql', "INSERT INTO notes (body) VALUES ('a::int \\' $$ :: b');"],
  ['mysql', 'CREATE INDEX concurrently ON t (a);'],
  ['mysql', 'ALTER TABLE type ADD COLUMN jsonb int, ADD KEY jsonb (jsonb);'],
  ['mysql', 'DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT 1; END $$\nDELIMITER ;'],
  ['mariadb', 'CREATE TABLE `t` (`jsonb` int, `a` int(11) unsigned AUTO_INCREMENT) ENGINE=InnoDB;'],
  ['sqlite', 'CREATE TABLE t (a serial, b jsonb, c int unsigned, `d` text);'],
  ['sqlite', "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING;\nREPLACE INTO t VALUES ('a::b');"],
])('%s may well understand %j', async (engine, text) => {
  expect((await found(text, { engine })).filter(([rule]) => rule === 'engine-contradicted')).toEqual([]);
});

test('a slip among files that are the engine’s own is told by its grammar', async () => {
  const history = ['CREATE TABLE `users` (`id` int) ENGINE=InnoDB;'];
  const slip = await found('CREATE INDEX CONCURRENTLY ix ON users (id);', { engine: 'mysql', history });
  expect(slip.map(([rule]) => rule)).toContain('syntax-error');
});

test('branches of a revision for several engines contradict none', () =>
  check(
    `
def upgrade():
    if op.get_bind().dialect.name == "mysql":
        op.execute("ALTER TABLE users MODIFY COLUMN name varchar(20)")
    elif settings.LEGACY:
        op.execute("ALTER TABLE users MODIFY name varchar(20)")
    op.create_table("teams", sa.Column("id", sa.Integer), mysql_engine="InnoDB")
`,
    { rule: 'engine-contradicted' },
  ));

test('where nobody says which engine runs, the SQL of all files together does', async () => {
  const setting = { history: ['CREATE TABLE `users` (`id` int unsigned) ENGINE=InnoDB;'], assumed: true };
  const { project, findings } = await judged('ALTER TABLE users ADD COLUMN a int;', setting);
  expect(project).toMatchObject({ engine: 'mysql', engineVersion: '8.0' });
  const because = { said: 'ENGINE=InnoDB', path: '/app/migrations/0001_change.sql', line: 1 };
  expect(project.evidence).toContainEqual({ fact: 'engine', value: 'mysql', ...because });
  expect(findings.map(({ rule }) => rule)).not.toContain('engine-contradicted');
});

test('a folder of one mind speaks for itself where others beside it speak for another engine', async () => {
  const files = (folder: string, text: string) =>
    [1, 2, 3].map((each) => ({ path: `/app/migrations/${folder}/000${each}_change.sql`, text }));
  const siblings = [...files('one', 'PRAGMA foreign_keys = ON;'), ...files('two', "SELECT '1'::int;")];
  const [source] = siblings;
  if (!source) throw new Error('no file');
  const workspace = memoryWorkspace(source, { tool: 'sql' });
  const evidence = [{ fact: 'engine', value: 'postgresql', assumed: true }];
  const project = async () => ({ ...(await workspace.project('')), evidence });
  const analysis = await analyze(source, { ...workspace, project, migrations: async () => siblings });
  expect([analysis?.project.engine, analysis?.findings]).toEqual(['sqlite', []]);
});

test('where files disagree, each that the assumed engine does not understand is told', async () => {
  const setting = { history: ['CREATE TABLE users (id int, data jsonb);', "SELECT '1'::int;"], assumed: true };
  const { project, findings } = await judged(
    'ALTER TABLE `users` ENGINE=InnoDB;\nALTER TABLE `a` ENGINE=InnoDB;',
    setting,
  );
  expect(project.engine).toBe('postgresql');
  const [message] = findings.flatMap((each) => (each.rule === 'engine-contradicted' ? each.message : []));
  expect(message).toBe(
    'ENGINE=InnoDB is SQL of MySQL or MariaDB, and the engine is assumed to be PostgreSQL: the setting "engine" names another',
  );
});

interface Said {
  readonly engine?: EngineName;
  readonly history?: readonly string[];
  readonly assumed?: boolean;
}

async function judged(text: string, { engine, history, assumed }: Said) {
  const source = { path: '/app/migrations/0100_change.sql', text };
  const workspace = memoryWorkspace(source, { tool: 'sql', ...(engine && { engine }), ...(history && { history }) });
  const project: Project = await workspace.project(source.path);
  const evidence = [
    { fact: 'engine', value: project.engine, ...(assumed && { assumed }) },
    { fact: 'engineVersion', value: project.engineVersion, assumed: true },
  ];
  const analysis = await analyze(source, { ...workspace, project: async () => ({ ...project, evidence }) });
  if (!analysis) throw new Error('not taken for a migration');
  return analysis;
}

async function found(text: string, said: Said): Promise<readonly (readonly [string, string])[]> {
  return (await judged(text, said)).findings.map(({ rule, message }) => [rule, message] as const);
}
