import { loadavg } from 'node:os';
import { patterns } from '../../../server/src/plans/index.ts';
import { type Databases, mariadb, postgresql } from '../databases.ts';
import { everywhere as edition, startAlembic } from '../postgresql/plans/alembic.ts';
import type { Headline } from '../postgresql/plans/scenario.ts';
import { proofs } from '../postgresql/plans/scenarios/index.ts';
import type { EngineCalled } from '../transactions/cases.ts';
import { isChosen, isWanted, type Verified, type Verify } from '../verified.ts';
import { limit, perSecond } from './application.ts';
import { hurt, type Measured, measure, noGain } from './measure.ts';
import { page, type Section } from './page.ts';
import { publish } from './publish.ts';

/** How many statements wait while a pattern runs in its plain form, and in phases: the phases never let more of them wait. */
export const verify: Verify = async (words, versions) => {
  const all: Verified[] = [];
  const sections: Section[] = [];
  const load = loadavg()[0] ?? 0;
  for (const [engine, version, start] of servers) {
    const open = headlines(engine).filter(({ id }) => isChosen(id, words));
    if (open.length === 0 || !isWanted(version, versions)) continue;
    const databases = await start();
    const { section, failed } = await on(databases, engine, open);
    sections.push(section);
    const passed = open.length - failed;
    all.push({ server: `headlines with ${edition.title} on ${databases.server}`, passed, failed });
  }
  if (sections.length > 0)
    publish('measured-plans.md', page(sections, { rows, alembic: edition.title, day: new Date(), load }));
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
  const lines: Section['lines'][number][] = [];
  const others: Section['others'][number][] = [];
  let failed = 0;
  try {
    for (const { id, title, headline } of open) {
      const { what } = headline;
      try {
        const run = (form: 'plain' | 'phased') => measure(id, headline, form, rows, engine, databases, alembic);
        const why = await noGain(id, headline, engine, databases, alembic);
        const plain = await run('plain');
        if (why !== undefined) {
          others.push({ title, what, why, plain });
          const isWrong = /\bnobody waits\b/.test(why) && hurt(plain) > perMille(plain.sent);
          if (isWrong) failed++;
          console.log(`headline ${id}${isWrong ? ' FAILED' : ''}: ${why}: ${JSON.stringify(plain)}`);
          continue;
        }
        const phased = await run('phased');
        lines.push({ title, what, plain, phased });
        const worse = isWorse(phased, plain, headline);
        if (worse) failed++;
        console.log(`headline ${id}${worse ? ' FAILED' : ''}: ${JSON.stringify({ plain, phased })}`);
      } catch (error) {
        failed++;
        console.log(`headline ${id}: ${error instanceof Error ? error.message : error}`);
      }
    }
  } finally {
    alembic.stop();
    await databases.stop();
  }
  return { section: { server: databases.server, lines, others }, failed };
}

/** Phases that gain nothing are not worth their while; a busy machine may keep a statement or two waiting by itself. */
function isWorse(phased: Measured, plain: Measured, { hasGap = false }: Headline): boolean {
  const borne = hasGap ? (2 * perSecond * limit) / 1000 : 0;
  if (phased.failed > borne || hurt(phased) >= Math.max(hurt(plain), 1)) return true;
  return phased.blocked > perMille(phased.sent);
}

function perMille(sent: number): number {
  return sent / 1000;
}
