import { writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { patterns } from '../../../server/src/plans/index.ts';
import { type Databases, mariadb, postgresql } from '../databases.ts';
import { type Alembic, everywhere as edition, startAlembic } from '../postgresql/plans/alembic.ts';
import type { Headline } from '../postgresql/plans/scenario.ts';
import { proofs } from '../postgresql/plans/scenarios/index.ts';
import type { EngineCalled } from '../transactions/cases.ts';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { type Measured, measure } from './measure.ts';
import { type Line, page } from './page.ts';

/** How many statements wait while a pattern runs in its plain form, and in phases: the phases never let more of them wait. */
export const verify: Verify = async (words, versions) => {
  const all: Verified[] = [];
  const sections = new Map<string, readonly Line[]>();
  for (const [engine, version, start] of servers) {
    const open = headlines(engine).filter(({ id }) => isChosen(id, words));
    if (open.length === 0 || !isWanted(version, versions)) continue;
    const databases = await start();
    const { lines, failed } = await on(databases, engine, open);
    sections.set(databases.server, lines);
    all.push({
      server: `headlines with ${edition.title} on ${databases.server}`,
      passed: open.length - failed,
      failed,
    });
  }
  const text = page(sections, { rows, alembic: edition.title, day: new Date(), load: loadavg()[0] ?? 0 });
  console.log(text);
  if (process.env.WRITE !== undefined)
    writeFileSync(join(process.cwd(), '..', '..', 'docs', 'measured-plans.md'), text);
  return all;
};

const servers: readonly (readonly [EngineCalled, string, () => Promise<Databases>])[] = [
  ['postgresql', '15', () => postgresql(15)],
  ['mariadb', '10.11', mariadb],
];

const rows = Number(process.env.ROWS_MEASURED ?? 300_000);

interface Open {
  readonly id: string;
  readonly title: string;
  readonly headline: Headline;
}

function headlines(engine: EngineCalled): readonly Open[] {
  return patterns.flatMap(({ id, title }) =>
    (proofs[id]?.measured ?? [])
      .filter(({ engines = ['postgresql'] }) => engines.includes(engine))
      .map((headline) => ({ id, title, headline })),
  );
}

async function on(databases: Databases, engine: EngineCalled, open: readonly Open[]) {
  const alembic = startAlembic(edition);
  const lines: Line[] = [];
  let failed = 0;
  try {
    for (const { id, title, headline } of open) {
      try {
        const [plain, phased] = await both(id, headline, engine, databases, alembic);
        lines.push({ title, what: headline.what, plain, phased });
        if (isWorse(phased, plain)) failed++;
        console.log(`headline ${id}: ${JSON.stringify({ plain, phased })}`);
      } catch (error) {
        failed++;
        console.log(`headline ${id}: ${error instanceof Error ? error.message : error}`);
      }
    }
  } finally {
    alembic.stop();
    await databases.stop();
  }
  return { lines, failed };
}

async function both(id: string, headline: Headline, engine: EngineCalled, databases: Databases, alembic: Alembic) {
  const run = (form: 'plain' | 'phased') => measure(id, headline, form, rows, engine, databases, alembic);
  return [await run('plain'), await run('phased')] as const;
}

/** Phases that gain nothing are not worth their while; a busy machine may keep a statement or two waiting by itself. */
function isWorse(phased: Measured, plain: Measured): boolean {
  const hurt = ({ blocked, failed }: Measured) => blocked + failed;
  return phased.failed > 0 || hurt(phased) >= Math.max(hurt(plain), 1) || hurt(phased) > perMille(phased.sent);
}

function perMille(sent: number): number {
  return sent / 1000;
}
