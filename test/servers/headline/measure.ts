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

/** The statements that somebody missed. */
export function hurt({ blocked, failed }: Measured): number {
  return blocked + failed;
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
    project.write('first', undefined, historyOf(headline, engine, rows), 'pass');
    await alembic.upgrade(config, 'head');
    if (form === 'plain' && headline.plain !== undefined) project.write('plain', 'first', headline.plain, 'pass');
    else await project.migrationWriter(...asking(pattern, headline.answers, form), ...target(engine, databases));
    const migrations = (await alembic.revisions(config)).length - 1;
    const deployed = form === 'plain' ? migrations : (headline.deployed ?? migrations - 1);
    const application = await startApplication(url, statementsOf(headline), rows);
    const deploy = async (at: number) => {
      if (at !== deployed || !headline.after) return;
      await pause(deployment);
      application.deploy(headline.after);
      await pause(deployment / 4);
    };
    let took = 0;
    try {
      await deploy(0);
      for (let at = 1; at <= migrations; at++) {
        const begun = performance.now();
        await alembic.upgrade(config, '+1');
        took += performance.now() - begun;
        await deploy(at);
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

/** Why the phases would gain nothing on this engine, as the command line says it itself; undefined where they do. */
export async function noGain(
  pattern: string,
  headline: Headline,
  engine: EngineCalled,
  databases: Databases,
  alembic: Alembic,
): Promise<string | undefined> {
  const project = await initProject(alembic, 'sqlite://');
  try {
    project.write('first', undefined, historyOf(headline, engine, 1000), 'pass');
    const asked = [...asking(pattern, headline.answers), ...target(engine, databases), '--dry-run'];
    const said = await project.notices(...asked);
    if (/^migration-writer: /m.test(said)) throw new Error(said);
    const [, gain, none] =
      /^(?:(?:Phases gain nothing here|One migration is enough): (.+)|(There are no phases .+))$/m.exec(said) ?? [];
    return gain ?? none;
  } finally {
    project.remove();
  }
}

function historyOf({ history }: Headline, engine: EngineCalled, rows: number): string {
  return history?.(rows) ?? ordersFor(engine, rows);
}

function target(engine: EngineCalled, { version }: Databases): readonly string[] {
  return ['--engine', engine, '--engine-version', version];
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
