import type { Case } from './cases/case.ts';
import { base, check, execute } from './check.ts';
import type { Server } from './server.ts';

/** Tries the cases that the version has, several at a time: most of the time they wait for each other's locks. */
export async function provePredictions(
  server: Server,
  version: number,
  chosen: readonly Case[],
): Promise<{ readonly passed: number; readonly failed: number }> {
  await execute(server, 'postgres', 'CREATE DATABASE base');
  await execute(server, 'base', base);
  const count = { passed: 0, failed: 0 };
  const open = batches(chosen.filter(({ since = 0, until = Infinity }) => since <= version && version <= until));
  const work = async (worker: number): Promise<void> => {
    for (let batch = open.shift(); batch; batch = open.shift()) {
      for (const { each, wrong } of await tried(server, version, `trial_${worker}`, batch)) {
        count[wrong.length === 0 ? 'passed' : 'failed']++;
        const heading = `PostgreSQL ${version}: ${each.setup ? `${each.setup}; ` : ''}${each.sql}`;
        if (wrong.length > 0) console.log([heading, ...wrong].join('\n  '));
      }
    }
  };
  await Promise.all([1, 2, 3].map(work));
  return count;
}

/** Cases with the same setup share a database. */
function batches(cases: readonly Case[]): (readonly Case[])[] {
  const bySetup = new Map<string, Case[][]>();
  for (const each of cases) {
    const same = bySetup.get(each.setup ?? '') ?? [];
    bySetup.set(each.setup ?? '', same);
    const last = same.at(-1);
    if (last && last.length < 20) last.push(each);
    else same.push([each]);
  }
  return [...bySetup.values()].flat().sort((a, b) => b.length - a.length);
}

async function tried(
  server: Server,
  version: number,
  database: string,
  batch: readonly Case[],
): Promise<readonly { readonly each: Case; readonly wrong: readonly string[] }[]> {
  const results = [];
  let spoilt = true;
  for (const each of batch) {
    try {
      if (spoilt) await renew(server, database, each.setup);
      const { wrong, spoils } = await check(server, version, database, each);
      spoilt = spoils;
      results.push({ each, wrong });
    } catch (error) {
      spoilt = true;
      results.push({ each, wrong: [String(error)] });
    }
  }
  return results;
}

async function renew(server: Server, database: string, setup: string | undefined): Promise<void> {
  await execute(server, 'postgres', `DROP DATABASE IF EXISTS ${database}`);
  await execute(server, 'postgres', `CREATE DATABASE ${database} TEMPLATE base`);
  if (setup !== undefined) await execute(server, database, setup);
}
