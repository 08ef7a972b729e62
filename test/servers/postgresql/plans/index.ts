import type { Server } from '../server.ts';
import { type Edition, startAlembic } from './alembic.ts';
import { prove } from './prove.ts';
import type { Scenario } from './scenario.ts';
import { scenariosFor } from './scenarios.ts';

/** Every scenario on one server by one Alembic, with applications around or `alone`, several at a time: most of the time they wait for locks. */
export async function provePlans(
  server: Server,
  version: number,
  edition: Edition,
  wanted: readonly string[],
  alone: boolean,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const count = { passed: 0, failed: 0 };
  const isWanted = (name: string) => wanted.length === 0 || wanted.some((word) => name.includes(word));
  const open = scenariosFor(alone).filter(({ name }) => isWanted(name));
  const work = async (worker: number): Promise<void> => {
    const alembic = startAlembic(edition);
    try {
      for (let scenario = open.shift(); scenario; scenario = open.shift()) {
        const database = `plan_${worker}`;
        const wrong = await prove(scenario, server, version, alembic, database).catch((error: unknown) => [
          error instanceof Error ? error.message : String(error),
        ]);
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

function heading({ name }: Scenario, version: number, edition: Edition): string {
  return `PostgreSQL ${version}, ${edition.name}: ${name}`;
}
