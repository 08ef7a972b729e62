import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type AlembicCommand, invocationOf } from '../../../client/src/tasks/arguments.ts';
import { type Explanation, explain } from '../../../client/src/tasks/explained.ts';
import { interpreterOf } from '../../../client/src/tasks/interpreter.ts';
import { type Ended, type Run, run } from '../../../client/src/tasks/run.ts';
import { type OutputProblem, problemsIn } from '../../../client/src/tasks/traceback.ts';
import { type Edition, packagesOf } from '../postgresql/plans/alembic.ts';
import { makeEnvironment } from './environment.ts';

/** A project with an environment of its own, in which the extension's code finds and runs Alembic. */
export interface Shop {
  readonly folder: string;
  readonly config: string;
  run(asked: AlembicCommand): Promise<Ran>;
  start(asked: AlembicCommand): Run;
  /** Makes the environment anew: with another Alembic, or with none. */
  install(edition: Edition | undefined): void;
  connect(url: string): void;
  write(path: string, text: string): void;
  read(path: string): string;
  revision(id: string, parents: readonly string[], up: string, down: string): void;
  has(path: string): boolean;
  remove(): void;
}

export interface Ran extends Ended {
  readonly explained: Explanation;
  readonly problems: readonly OutputProblem[];
}

/** Its name has what shells read in names. */
export function openShop(edition: Edition): Shop {
  const top = mkdtempSync(join(tmpdir(), 'alembic-commands-'));
  const folder = join(top, "Läden; $(touch ran) `touch ran` & 'more'");
  mkdirSync(join(folder, 'migrations', 'versions'), { recursive: true });
  const config = join(folder, 'alembic.ini');
  const project = { config, root: folder };
  const interpreter = () => interpreterOf(project, undefined, { exists: existsSync, windows: false });
  const shop: Shop = {
    folder,
    config,
    start: (asked) => run(invocationOf(project, interpreter(), asked)),
    async run(asked) {
      const ended = await shop.start(asked).ended;
      const explained = explain({ asked, interpreter: interpreter(), ended });
      return { ...ended, explained, problems: problemsIn(ended.output, project) };
    },
    install: (wanted) => makeEnvironment(folder, wanted && packagesOf(wanted)),
    connect: (to) =>
      writeFileSync(
        config,
        `[alembic]\nscript_location = %(here)s/migrations\nsqlalchemy.url = ${to.replaceAll('%', '%%')}\n`,
      ),
    write(path, text) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    revision: (id, parents, up, down) =>
      writeFileSync(
        join(folder, 'migrations/versions', `${id.replace(/\W/g, '_')}.py`),
        revisionText(id, parents, up, down),
      ),
    has: (path) => existsSync(join(folder, path)),
    remove: () => rmSync(top, { recursive: true, force: true }),
  };
  shop.install(edition);
  shop.write('migrations/env.py', environment);
  shop.write('models.py', models('id'));
  writeFileSync(join(folder, 'migrations/script.py.mako'), skeleton(edition));
  return shop;
}

/** The mapped table, with these columns. */
export function models(...columns: readonly string[]): string {
  const list = columns.map((each) => `Column("${each}", Integer, primary_key=${each === 'id' ? 'True' : 'False'})`);
  return `from sqlalchemy import Column, Integer, MetaData, Table\n\nmetadata = MetaData()\nTable("goods", metadata, ${list.join(', ')})\n`;
}

function skeleton(edition: Edition): string {
  return readFileSync(join(packagesOf(edition), 'alembic/templates/generic/script.py.mako'), 'utf8');
}

const environment = `import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from alembic import context
from models import metadata
from sqlalchemy import engine_from_config, pool

config = context.config
if context.is_offline_mode():
    context.configure(url=config.get_main_option("sqlalchemy.url"), target_metadata=metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()
else:
    engine = engine_from_config(config.get_section(config.config_ini_section), prefix="sqlalchemy.", poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection, target_metadata=metadata)
        with context.begin_transaction():
            context.run_migrations()
`;

function revisionText(id: string, parents: readonly string[], up: string, down: string): string {
  const follows = parents.length === 0 ? 'None' : `(${parents.map((each) => `${JSON.stringify(each)},`).join(' ')})`;
  return `"""about ${id.replace(/\W/g, '')}"""
import time
import sqlalchemy as sa
from alembic import op

revision = ${JSON.stringify(id)}
down_revision = ${follows}


def upgrade():
    ${up}


def downgrade():
    ${down}
`;
}
