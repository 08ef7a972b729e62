import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { replay } from '../../../server/src/analysis/readings.ts';
import { alembic as frontend } from '../../../server/src/frontends/alembic/index.ts';
import type { Source } from '../../../server/src/text.ts';
import { type Alembic, latest, startAlembic } from '../postgresql/plans/alembic.ts';
import { type Server, startServer } from '../postgresql/server.ts';
import { isWanted, type Verify } from '../verified.ts';
import { factsOfCatalog } from './catalog.ts';
import { type Compared, compare, differenceText, percentage } from './fact.ts';
import { generatedHistory } from './generate.ts';
import { factsOfSchema } from './replayed.ts';

/** The schema that a history is folded into, against what a real Alembic makes of the same files on a real server. */
export const verify: Verify = async (words, versions) => {
  if (!isWanted('15', versions)) return [];
  const chosen = histories().filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  if (chosen.length === 0) return [];
  const server = await startServer(15);
  const alembic = startAlembic(latest);
  const count = { passed: 0, failed: 0 };
  try {
    for (const each of chosen) {
      const found = await proved(each, server, alembic);
      console.log(`${each.name}: ${found.same} of ${found.all} facts are the same, ${percentage(found)}`);
      if (found.differences.length > 0) console.log(found.differences.map(differenceText).join('\n  '));
      const isAlike = found.same >= demanded * found.all;
      count.passed += isAlike ? found.all : found.same;
      count.failed += isAlike ? 0 : found.differences.length;
    }
  } finally {
    alembic.stop();
    await server.stop();
  }
  return [{ server: 'replayed histories on PostgreSQL 15', ...count }];
};

/** What only the clock of the server knows, or code that is not read, may differ. */
const demanded = 0.98;

interface Chosen {
  readonly name: string;
  readonly sources: readonly Source[];
  readonly convention?: Readonly<Record<string, string>>;
}

/** Any seeds will do; they are written down so that what is wrong once is wrong again. */
function histories(): readonly Chosen[] {
  const folder = join(import.meta.dirname, '..', '..', 'workspaces', 'shop', 'migrations', 'versions');
  const shop = readdirSync(folder).filter((each) => each.endsWith('.py'));
  return [
    {
      name: 'the sample project',
      sources: shop.map((each) => ({
        path: join(folder, each),
        // One of its revisions is wrong on purpose: no transaction takes the word.
        text: readFileSync(join(folder, each), 'utf8').replace(' CONCURRENTLY', ''),
      })),
    },
    { name: '300 revisions of seed 4711', sources: generatedHistory(4711, 300, false) },
    {
      name: '300 revisions of seed 1871 with a naming convention',
      sources: generatedHistory(1871, 300, true),
      convention,
    },
  ];
}

/** https://docs.sqlalchemy.org/en/20/core/constraints.html#configuring-constraint-naming-conventions */
const convention = {
  ix: 'ix_%(column_0_label)s',
  uq: 'uq_%(table_name)s_%(column_0_name)s',
  ck: 'ck_%(table_name)s_%(constraint_name)s',
  fk: 'fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s',
  pk: 'pk_%(table_name)s',
};

async function proved({ name, sources, convention }: Chosen, server: Server, alembic: Alembic): Promise<Compared> {
  const database = `history_${name.replace(/\W+/g, '_')}`.slice(0, 60);
  const admin = server.connect('postgres');
  await admin.unsafe(`CREATE DATABASE ${database}`);
  await admin.end();
  const folder = mkdtempSync(join(tmpdir(), 'history-'));
  try {
    const config = written(
      folder,
      sources,
      convention,
      `postgresql+psycopg2://postgres@/${database}?host=${server.folder}`,
    );
    await alembic.upgrade(config, 'heads');
    const sql = server.connect(database);
    const facts = await factsOfCatalog(sql);
    await sql.end();
    const target = { engine: 'postgresql', version: '15', namingConvention: convention } as const;
    return compare(facts, factsOfSchema(replay(frontend, sources, target).latest));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The files where Alembic finds them; the path of its configuration. */
function written(
  folder: string,
  sources: readonly Source[],
  convention: Readonly<Record<string, string>> | undefined,
  url: string,
): string {
  mkdirSync(join(folder, 'migrations', 'versions'), { recursive: true });
  for (const { path, text } of sources) writeFileSync(join(folder, 'migrations', 'versions', basename(path)), text);
  const naming = convention ? `naming_convention=${JSON.stringify(convention)}` : '';
  writeFileSync(join(folder, 'migrations', 'env.py'), environment.replace('NAMING', naming));
  const config = join(folder, 'alembic.ini');
  const lines = ['[alembic]', `script_location = ${join(folder, 'migrations')}`, `sqlalchemy.url = ${url}`, ''];
  writeFileSync(config, lines.join('\n'));
  return config;
}

const environment = `import sqlalchemy as sa
from alembic import context

engine = sa.create_engine(context.config.get_main_option("sqlalchemy.url"))
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=sa.MetaData(NAMING),
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
`;
