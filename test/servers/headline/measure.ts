import type { Databases } from '../databases.ts';
import type { Alembic } from '../postgresql/plans/alembic.ts';
import { initProject } from '../postgresql/plans/project.ts';
import type { Headline } from '../postgresql/plans/scenario.ts';
import { asking } from '../postgresql/plans/world.ts';
import type { EngineCalled } from '../transactions/cases.ts';
import { type Outcome, type Statements, startApplication } from './application.ts';
import { ordersFor } from './tables.ts';

export type Form = 'plain' | 'phased';

export interface Measured extends Outcome {
  readonly migrations: number;
  /** In milliseconds, without the deployments between migrations. */
  readonly took: number;
}

/** Runs a pattern in one of its forms, migration by migration, while an application goes on. */
export async function measure(
  pattern: string,
  headline: Headline,
  form: Form,
  rows: number,
  engine: EngineCalled,
  databases: Databases,
  alembic: Alembic,
): Promise<Measured> {
  const url = await databases.next();
  const project = await initProject(alembic, url);
  const { config } = project;
  try {
    project.write('first', undefined, headline.history?.(rows) ?? ordersFor(engine, rows), 'pass');
    await alembic.upgrade(config, 'head');
    const target = ['--engine', engine, '--engine-version', databases.version];
    if (form === 'plain' && headline.plain !== undefined) project.write('plain', 'first', headline.plain, 'pass');
    else await project.migrationWriter(...asking(pattern, headline.answers, form), ...target);
    const migrations = (await alembic.revisions(config)).length - 1;
    const deployed = form === 'plain' ? migrations : (headline.deployed ?? migrations - 1);
    const application = await startApplication(url, statementsOf(headline), rows);
    let took = 0;
    try {
      for (let at = 1; at <= migrations; at++) {
        const begun = performance.now();
        await alembic.upgrade(config, '+1');
        took += performance.now() - begun;
        if (at !== deployed || !headline.after) continue;
        await pause(deployment);
        application.deploy(headline.after);
        await pause(deployment / 4);
      }
    } finally {
      await pause(deployment / 4);
    }
    return { ...(await application.stop()), migrations, took: Math.round(took) };
  } finally {
    project.remove();
    await databases.drop?.(url);
  }
}

/** In milliseconds: until new code runs everywhere. */
export const deployment = 2000;

function statementsOf({ read, write }: Headline): Statements {
  return {
    read: read ?? 'SELECT touched FROM orders WHERE id = :n',
    write: write ?? 'UPDATE orders SET touched = :n WHERE id = :n',
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
