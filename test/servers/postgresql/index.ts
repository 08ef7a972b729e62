import { postgresql } from '../../../server/src/engines/postgresql/index.ts';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { proveAlters } from './alters/index.ts';
import { cases } from './cases/index.ts';
import { proveCasts } from './casts.ts';
import { provePredictions } from './facts.ts';
import { type Edition, latest, old } from './plans/alembic.ts';
import { provePlans } from './plans/index.ts';
import { type Server, startServer } from './server.ts';

/** Every case is carried out on real servers; then every plan, pattern and fix is run by a real Alembic. */
export const verify: Verify = async (words, versions) => {
  const chosen = majors.filter((each) => isWanted(String(each), versions));
  const open = [...chosen];
  const predicted = new Map<number, readonly Verified[]>();
  const lane = async (): Promise<void> => {
    for (let version = open.shift(); version !== undefined; version = open.shift())
      predicted.set(version, await predictions(version, words));
  };
  await Promise.all([lane(), lane()]);
  const all = chosen.flatMap((version) => predicted.get(version) ?? []);
  // Applications write while plans are run: nothing else is to keep the machine busy.
  for (const version of chosen.filter((each) => proved.includes(each)))
    all.push(...(await on(version, (server) => plans(server, version, words))));
  return all;
};

function predictions(version: number, words: readonly string[]): Promise<readonly Verified[]> {
  return on(version, async (server) => [
    await facts(server, version, words),
    ...(await casts(server, version, words)),
    ...(await alters(server, version, words)),
  ]);
}

async function on<T>(version: number, run: (server: Server) => Promise<T>): Promise<T> {
  const server = await startServer(version);
  try {
    return await run(server);
  } finally {
    await server.stop();
  }
}

/** Every version whose facts are known. */
const majors: readonly number[] = postgresql.versions.map(Number);

/** The versions that plans are run on. */
const proved: readonly number[] = [12, 15, 18];

async function facts(server: Server, version: number, words: readonly string[]): Promise<Verified> {
  const chosen = cases.filter(({ sql, setup = '' }) => isChosen(`${setup}; ${sql}`, words));
  return { server: `PostgreSQL ${version}`, ...(await provePredictions(server, version, chosen)) };
}

/** Where the catalogue of casts changed, and where it is usual; `casts` asks for them anywhere. */
const recast: readonly number[] = [10, 11, 15, 18];

async function casts(server: Server, version: number, words: readonly string[]): Promise<readonly Verified[]> {
  if (words.length > 0 ? !words.includes('casts') : !recast.includes(version)) return [];
  return [{ server: `casts on PostgreSQL ${version}`, ...(await proveCasts(server, version)) }];
}

/** Any seed will do; it is written down so that what is wrong once is wrong again. */
const seed = 20260;

async function alters(server: Server, version: number, words: readonly string[]): Promise<readonly Verified[]> {
  const count = await proveAlters(server, version, seed, (sql) => isChosen(sql, words));
  return [{ server: `actions put together on PostgreSQL ${version}`, ...count }].filter(isTried);
}

async function plans(server: Server, version: number, words: readonly string[]): Promise<readonly Verified[]> {
  const all: Verified[] = [];
  for (const edition of version === 15 ? [latest, old] : [latest]) {
    const count = await provePlans(server, version, edition, words, isAlone(version, edition));
    all.push({ server: `plans with ${edition.title} on PostgreSQL ${version}`, ...count });
  }
  return all.filter(isTried);
}

function isTried({ passed, failed }: Verified): boolean {
  return passed + failed > 0;
}

/** What migrations block depends neither on Alembic nor, since version 12, on the server: that is asked where it is newest and usual. */
function isAlone(version: number, edition: Edition): boolean {
  return edition === old || version < 15;
}
