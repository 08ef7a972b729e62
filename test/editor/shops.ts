import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeEnvironment } from '../servers/commands/environment.ts';

/** A project on SQLite with a real Alembic in an environment of its own; its last revision cannot run. */
export function writeShop(folder: string): void {
  writeAll(folder, {
    'alembic.ini': ini('sqlite:///shop.db'),
    'migrations/env.py': `${environment}`,
    'migrations/versions/a1.py': revision(
      'a1',
      undefined,
      'create customers',
      `${createCustomers}\n    ${fill}`,
      'op.drop_table("customers")',
    ),
    'migrations/versions/b2.py': revision(
      'b2',
      'a1',
      'remember phones',
      add('phone', ''),
      'op.drop_column("customers", "phone")',
    ),
    'migrations/versions/c3.py': revision(
      'c3',
      'b2',
      'require names',
      add('name', ', nullable=False'),
      'op.drop_column("customers", "name")',
    ),
  });
  makeEnvironment(folder, join(import.meta.dirname, '.venv'));
}

/** A project in git: two migrations of a branch change a table of which the database has five million rows. */
export function writeCounted(folder: string): void {
  const git = (...given: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Shop', '-c', 'user.email=shop@example.com', ...given], { cwd: folder });
  writeAll(folder, {
    'alembic.ini': ini('sqlite:///shop.db'),
    'migrations/env.py': environment,
    'migrations/versions/a1.py': revision('a1', undefined, 'create customers', createCustomers, 'pass'),
    'migrations/versions/b2.py': revision('b2', 'a1', 'remember phones', add('phone', ''), 'pass'),
    '.gitignore': 'shop.db\n',
  });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=create customers');
  git('checkout', '--quiet', '-b', 'phones');
  const index = 'op.create_index("customers_phone", "customers", ["phone"])';
  const drop = 'op.drop_index("customers_phone")\n    op.drop_column("customers", "phone")';
  writeAll(folder, {
    'migrations/versions/c3.py': revision('c3', 'b2', 'look phones up', index, 'op.drop_index("customers_phone")'),
    'migrations/versions/d4.py': revision('d4', 'c3', 'forget phones', drop, 'pass'),
  });
  git('add', '.');
  git('commit', '--quiet', '--message=look phones up');
  // The greatest rowid is what SQLite knows of the number of rows.
  ask(folder, 'CREATE TABLE customers (id INTEGER PRIMARY KEY, phone TEXT)');
  ask(folder, "INSERT INTO customers VALUES (5000000, '')");
}

export function ini(url: string): string {
  return `[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = ${url}\n`;
}

/** What the database of that project says; nothing as long as it has no such table. */
export function ask(folder: string, sql: string): string {
  const code =
    'import sqlite3, sys; database = sqlite3.connect(sys.argv[1]); print([row[0] for row in database.execute(sys.argv[2])]); database.commit()';
  const asked = ['-c', code, join(folder, 'shop.db'), sql];
  return spawnSync('python3', asked, { encoding: 'utf8' }).stdout.trim();
}

/** A project in which everything that could be run leaves a file `ran-…` beside it, and every name is written for a shell. */
export function writeTrap(folder: string): void {
  const mark = (name: string) => `open(${JSON.stringify(`${folder}-ran-${name}`)}, "w").close()\n`;
  const script = (name: string) => `#!/bin/sh\ntouch '${folder}-ran-${name}'\nexec python3 "$@"\n`;
  const touch = `$(touch ${folder}-ran-shell); \`touch ${folder}-ran-shell\``;
  writeAll(folder, {
    'alembic.ini': ini('sqlite:///shop.db'),
    'migrations/env.py': `${mark('env')}${environment}`,
    'migrations/versions/a1.py': revision('a1', undefined, touch, createCustomers, 'op.drop_table("customers")'),
    'migrations/versions/$(touch ran);.py': `${revision('b2', 'a1', '--sql', add('phone', ''), 'pass')}\n\n${mark('revision')}`,
    'migrations/versions/__init__.py': mark('package'),
    'alembic/__init__.py': mark('shadow'),
    'sitecustomize.py': mark('site'),
    'conftest.py': mark('conftest'),
    '.venv/bin/python': script('venv-python'),
    '.venv/bin/alembic': script('venv-alembic'),
    evil: script('settings'),
    '.vscode/settings.json': JSON.stringify({
      'migrationWriter.python': `\${workspaceFolder}/evil`,
      'migrationWriter.interpreter': './evil',
      'migrationWriter.alembicPath': './evil',
      'migrationWriter.templates': 'evil',
      'python.defaultInterpreterPath': `\${workspaceFolder}/evil`,
      'git.path': './evil',
      'task.allowAutomaticTasks': 'on',
    }),
    '.vscode/tasks.json': JSON.stringify({
      version: '2.0.0',
      tasks: [{ type: 'migration-writer', command: 'current', label: 'x', runOptions: { runOn: 'folderOpen' } }],
    }),
    '.migration-writer.json': JSON.stringify({ report: 'unmerged' }),
    '.git/HEAD': 'ref: refs/heads/main\n',
    '.git/config': `[core]\n\tfsmonitor = ${folder}/evil\n\thooksPath = ${folder}\n\tpager = ${folder}/evil\n`,
  });
  for (const each of ['evil', '.venv/bin/python', '.venv/bin/alembic']) chmodSync(join(folder, each), 0o755);
}

function writeAll(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const createCustomers = 'op.create_table("customers", sa.Column("id", sa.Integer(), primary_key=True))';

/** SQLite refuses what its rows have no value for only where there are rows. */
const fill = 'op.execute("INSERT INTO customers (id) VALUES (1)")';

function add(column: string, more: string): string {
  return `op.add_column("customers", sa.Column("${column}", sa.Text()${more}))`;
}

function revision(id: string, parent: string | undefined, title: string, up: string, down: string): string {
  return `"""${title}"""

import sqlalchemy as sa
from alembic import op

revision = "${id}"
down_revision = ${parent === undefined ? 'None' : `"${parent}"`}


def upgrade():
    ${up}


def downgrade():
    ${down}
`;
}

const environment = `from alembic import context
from sqlalchemy import engine_from_config, pool

config = context.config
if context.is_offline_mode():
    context.configure(url=config.get_main_option("sqlalchemy.url"), literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    engine = engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
`;
