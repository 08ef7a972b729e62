import { postgresql } from '../../../server/src/engines/postgresql/index.ts';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { proveAlters } from './alters/index.ts';
import { cases } from './cases/index.ts';
import { proveCasts } from './casts.ts';
import { provePredictions } from './facts.ts';
import { type Server, startServer } from './server.ts';

/** Every case is carried out on real servers. */
export const verify: Verify = async (words, versions) => {
  const chosen = majors.filter((each) => isWanted(String(each), versions));
  const open = [...chosen];
  const predicted = new Map<number, readonly Verified[]>();
  const lane = async (): Promise<void> => {
    for (let version = open.shift(); version !== undefined; version = open.shift())
      predicted.set(version, await predictions(version, words));
  };
  await Promise.all([lane(), lane()]);
  return chosen.flatMap((version) => predicted.get(version) ?? []);
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

function isTried({ passed, failed }: Verified): boolean {
  return passed + failed > 0;
}
