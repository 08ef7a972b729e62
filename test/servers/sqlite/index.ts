import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { type Build, builds } from './builds.ts';
import { type Case, cases } from './cases.ts';
import { check } from './check.ts';
import { startSession } from './session.ts';

/** Every case is carried out on real builds of SQLite; two of them work at a time. */
export const verify: Verify = async (words, versions) => {
  const wanted = builds.filter(({ version }) => isWanted(version, versions));
  const chosen = cases.filter(({ sql, setup = '' }) => isChosen(`${sql} ${setup}`, words));
  const waiting = [...wanted];
  const all = new Map<Build, Verified>();
  const work = async () => {
    for (let build = waiting.shift(); build; build = waiting.shift()) all.set(build, await facts(build, chosen));
  };
  await Promise.all([work(), work()]);
  return wanted.flatMap((build) => all.get(build) ?? []);
};

async function facts(build: Build, chosen: readonly Case[]): Promise<Verified> {
  const session = await startSession(build);
  const count = { passed: 0, failed: 0 };
  try {
    if (session.version !== build.version) throw new Error(`${build.requirement} has SQLite ${session.version}`);
    for (const each of chosen.filter((one) => isHad(one, build))) {
      const wrong = await check(session, each);
      count[wrong.length === 0 ? 'passed' : 'failed']++;
      for (const line of wrong) console.log(`SQLite ${build.version}: ${each.sql}\n  ${line}`);
    }
  } finally {
    session.stop();
  }
  return { server: `SQLite ${build.version}`, ...count };
}

/** What stands before the statement needs a release of its own. */
function isHad({ since = 0 }: Case, { version }: Build): boolean {
  return Number(version.split('.')[1]) >= since;
}
