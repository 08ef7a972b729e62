import { isWanted, type Verified, type Verify } from '../../verified.ts';
import { type Server, startServer } from '../server.ts';
import { type Edition, latest, old, startAlembic } from './alembic.ts';
import { prove } from './prove.ts';
import type { Scenario } from './scenario.ts';
import { scenariosFor } from './scenarios.ts';

/** Every plan, pattern and fix is run by a real Alembic: on one version with applications around, on others alone. */
export const verify: Verify = (words, versions) => on(usual, words, versions);

/** What `npm run test:servers -- nightly` adds: applications are around on every version, and with the oldest Alembic. */
export const verifyAll: Verify = (words, versions) => on(everything, words, versions);

interface Ground {
  readonly version: number;
  readonly edition: Edition;
  /** Nobody else is there: only whether all runs and undoes itself. */
  readonly alone: boolean;
}

/**
 * What migrations block depends neither on Alembic nor, from version 12 on, on the server, apart from what version 18 does
 * otherwise: on each day that is asked where it is usual, and the others show that everything runs.
 */
const usual: readonly Ground[] = [
  { version: 12, edition: latest, alone: true },
  { version: 15, edition: latest, alone: false },
  { version: 15, edition: old, alone: true },
  { version: 18, edition: latest, alone: true },
];

const everything: readonly Ground[] = [12, 15, 18].flatMap((version) => [
  { version, edition: latest, alone: false },
  { version, edition: old, alone: false },
]);

async function on(grounds: readonly Ground[], words: readonly string[], versions: readonly string[]) {
  const all: Verified[] = [];
  const open = grounds.filter(({ version }) => isWanted(String(version), versions));
  for (const version of new Set(open.map((each) => each.version))) {
    const server = await startServer(version);
    try {
      for (const { edition, alone } of open.filter((each) => each.version === version)) {
        const count = await provePlans(server, version, edition, words, alone);
        all.push({ server: `plans with ${edition.title} on PostgreSQL ${version}`, ...count });
      }
    } finally {
      await server.stop();
    }
  }
  return all.filter(({ passed, failed }) => passed + failed > 0);
}

/** Every scenario on one server by one Alembic, with applications around or `alone`, several at a time: most of the time they wait for locks. */
async function provePlans(
  server: Server,
  version: number,
  edition: Edition,
  wanted: readonly string[],
  alone: boolean,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const count = { passed: 0, failed: 0 };
  const isWanted = (name: string) => wanted.length === 0 || wanted.some((word) => name.includes(word));
  const open = scenariosFor(alone).filter(({ name }) => isWanted(name));
  let made = 0;
  const work = async (worker: number): Promise<void> => {
    const alembic = startAlembic(edition);
    try {
      for (let scenario = open.shift(); scenario; scenario = open.shift()) {
        const database = `plan_${worker}_${++made}`;
        const wrong = await within(patience, prove(scenario, server, version, alembic, database)).catch(
          (error: unknown) => [error instanceof Error ? error.message : String(error)],
        );
        count[wrong.length === 0 ? 'passed' : 'failed']++;
        if (wrong.length > 0) console.log([heading(scenario, version, edition), ...wrong].join('\n  '));
      }
    } finally {
      alembic.stop();
    }
  };
  await Promise.all([1, 2, 3, 4].map(work));
  return count;
}

/** In milliseconds: a scenario that takes longer waits for a lock that nobody releases. */
const patience = 120_000;

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`it goes on for ${milliseconds} ms`)), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function heading({ name }: Scenario, version: number, edition: Edition): string {
  return `PostgreSQL ${version}, ${edition.name}: ${name}`;
}
