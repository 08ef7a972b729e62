import type postgres from 'postgres';
import type { Server } from '../server.ts';
import type { Alembic } from './alembic.ts';
import { catalogOf, differenceOf } from './catalog.ts';
import { type AlembicProject, initProject } from './project.ts';
import type { Scenario, Traffic } from './scenario.ts';
import { standstills } from './standstill.ts';
import { contend, hold, insert, lostOf, next, startApplication, update, type Written } from './traffic.ts';

/** Makes the migrations, runs them up, down and up again, and returns what is wrong, a line each. */
export async function prove(
  scenario: Scenario,
  server: Server,
  version: number,
  alembic: Alembic,
  database: string,
): Promise<readonly string[]> {
  const admin = server.connect('postgres');
  await admin.unsafe(`CREATE DATABASE ${database}`);
  const session = server.connect(database);
  const project = await initProject(alembic, `postgresql+psycopg2://postgres@/${database}?host=${server.folder}`);
  try {
    project.write('first', undefined, scenario.history, 'pass');
    await alembic.upgrade(project.config, 'head');
    await session.unsafe(scenario.rows);
    if (scenario.change) project.write('change', 'first', scenario.change.up, scenario.change.down);
    const { command } = scenario;
    if (command) await project.migrationWriter(...command, '--engine-version', String(version));
    const { revisions } = scenario;
    const counted = { ...scenario, revisions: typeof revisions === 'number' ? revisions : revisions(version) };
    const trip: Trip = { scenario: counted, server, version, database, session, alembic, project, written: new Map() };
    return await roundTrip(trip);
  } finally {
    project.remove();
    await session.end();
    await admin.unsafe(`DROP DATABASE IF EXISTS ${database}`);
    await admin.end();
  }
}

type Counted = Scenario & { readonly revisions: number };

interface Trip {
  readonly scenario: Counted;
  readonly server: Server;
  readonly version: number;
  readonly database: string;
  readonly session: postgres.Sql;
  readonly alembic: Alembic;
  readonly project: AlembicProject;
  readonly written: Written;
}

async function roundTrip(trip: Trip): Promise<readonly string[]> {
  const { scenario, session, alembic, project } = trip;
  const { config } = project;
  const revisions = (await alembic.revisions(config)).filter((each) => each !== 'first');
  if (revisions.length !== scenario.revisions)
    return [`there are ${revisions.length} new revisions (${revisions.join(', ')}), not ${scenario.revisions}`];
  const { command, mayWait } = scenario;
  const wrong = command && !mayWait ? [...(await standstills(project, revisions, trip.version))] : [];
  const catalogs = [await catalogOf(session)];
  const rows = await rowsOf(trip);
  for (const order of revisions.keys()) {
    const at = `upgrade ${order + 1}`;
    wrong.push(...(await meanwhile(trip, order, 'upgrade', () => alembic.upgrade(config, '+1'))));
    wrong.push(...(await sideBySide(trip, order + 1, `after ${at}`)));
    catalogs.push(await catalogOf(session));
    await writtenBehind(trip, order + 1);
  }
  if (scenario.unfixed) return wrong;
  wrong.push(...(await expected(trip, 'after the upgrade')));
  for (const order of [...revisions.keys()].reverse()) {
    const at = `downgrade ${order + 1}`;
    wrong.push(...(await meanwhile(trip, order, 'downgrade', () => alembic.downgrade(config, '-1'))));
    wrong.push(...(await sideBySide(trip, order, `after ${at}`)));
    // On the way back a constraint may have been validated already; where it all began nothing may be left.
    const read = (catalog: readonly string[]) => (order === 0 ? catalog : catalog.map(asValid));
    const difference = differenceOf(read(catalogs[order] ?? []), read(await catalogOf(session)));
    wrong.push(...difference.map((line) => `after ${at}: ${line}`));
  }
  if (!scenario.traffic && rows !== (await rowsOf(trip))) wrong.push('the rows are not what they were before');
  wrong.push(...(await nothingLost(trip, false, 'after the downgrade')));
  if (scenario.written)
    for (const order of revisions.keys()) {
      await alembic.upgrade(config, '+1');
      await writtenBehind(trip, order + 1);
    }
  else await alembic.upgrade(config, 'head');
  wrong.push(...(await expected(trip, 'after the second upgrade')));
  const difference = differenceOf(catalogs.at(-1) ?? [], await catalogOf(session));
  return [...wrong, ...difference.map((line) => `after the second upgrade: ${line}`)];
}

async function writtenBehind({ scenario, session }: Trip, revision: number): Promise<void> {
  for (const [behind, sql] of scenario.written ?? []) if (behind === revision) await session.unsafe(sql);
}

function asValid(line: string): string {
  return line.replace(/( NOT VALID)? not yet valid$/, ' valid');
}

/** Applications go on writing while a revision runs. Between both ends of a rename the old code and the new one do. */
async function meanwhile(
  trip: Trip,
  order: number,
  direction: 'upgrade' | 'downgrade',
  run: () => Promise<void>,
): Promise<readonly string[]> {
  const at = `${direction} ${order + 1}`;
  const { scenario, server, database, written } = trip;
  const { traffic } = scenario;
  if (!traffic) return run().then(() => []);
  const [old, renamed] = sidesOf(traffic);
  const { from, until } = shared(scenario, traffic);
  const applications = [
    ...(renamed && order + 1 >= until ? [] : [startApplication(server, database, old, 0, written)]),
    ...(renamed && order + 1 >= from ? [startApplication(server, database, renamed, 1, written)] : []),
  ];
  await Promise.all(applications.map((each) => each.begun));
  const held =
    direction === 'upgrade' && traffic.held.includes(order + 1)
      ? await hold(server, database, traffic.table)
      : undefined;
  const problems: string[] = [];
  await run().catch((error: unknown) => problems.push(`${at}: ${error instanceof Error ? error.message : error}`));
  await held?.released();
  const outcomes = await Promise.all(applications.map((each) => each.stop()));
  if (problems.length > 0) throw new Error(problems.join('; '));
  const failures = outcomes.flatMap((each) => each.failures);
  if (scenario.unfixed)
    return failures.length > 0 ? [] : [`${at} failed no write, which shows that nothing is measured`];
  return failures.slice(0, 3).map((each) => `${at}: ${failures.length} writes failed: ${each}`);
}

/** The application before a rename, and the one after it. */
function sidesOf(traffic: Traffic) {
  const { to, after } = traffic;
  if (to === undefined && after === undefined) return [traffic, undefined] as const;
  return [traffic, { ...traffic, ...(to !== undefined && { column: to }), ...after }] as const;
}

/** The revisions, from 1, during which both applications run: from the first of them on, but no longer during the last. */
function shared({ revisions }: Counted, { from = 2, until = revisions }: Traffic) {
  return { from, until };
}

/** Between both ends of a rename the old code reads what the new one writes, and the other way round. */
async function sideBySide(trip: Trip, done: number, at: string): Promise<readonly string[]> {
  const { session, scenario, written } = trip;
  if (!scenario.traffic) return [];
  const [old, renamed] = sidesOf(scenario.traffic);
  const { from, until } = shared(scenario, scenario.traffic);
  if (!renamed || done + 1 < from || done + 1 > until) return [];
  const wrong: string[] = [];
  for (const [first, second] of [
    [old, renamed],
    [renamed, old],
  ] as const) {
    const id = 1_000_000 + next();
    for (const [writer, how] of [
      [first, insert],
      [second, update],
      [first, update],
    ] as const) {
      const n = next();
      await session.unsafe(how(writer, id, n));
      written.set(id, writer.value(n));
      const reader = writer === first ? second : first;
      wrong.push(...(await lostOf(session, reader, new Map([[id, writer.value(n)]]))));
    }
  }
  const { table, column } = old;
  if (scenario.traffic.rivals) wrong.push(...(await contend(trip.server, trip.database, [old, renamed])));
  const [unequal] = await session.unsafe<{ count: string }[]>(
    table === renamed.table
      ? `SELECT count(*) FROM ${table} WHERE ${column} IS DISTINCT FROM ${renamed.column}`
      : `SELECT count(*) FROM (SELECT ${old.key} AS old_key, ${column} AS old_value FROM ${table}) AS o
         FULL JOIN (SELECT ${renamed.key} AS new_key, ${renamed.column} AS new_value FROM ${renamed.table}) AS n
         ON old_key = new_key WHERE old_value IS DISTINCT FROM new_value`,
  );
  if (done >= from && unequal?.count !== '0') wrong.push(`${unequal?.count} rows have another value in the new column`);
  return wrong.map((line) => `${at}: ${line}`);
}

async function expected(trip: Trip, at: string): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const [sql, wanted] of trip.scenario.gives) {
    const [row] = await trip.session.unsafe<Record<string, unknown>[]>(sql);
    const found = Object.values(row ?? {}).join(' ');
    if (found !== wanted) wrong.push(`${at}: ${sql} gives ${found}, not ${wanted}`);
  }
  return [...wrong, ...(await nothingLost(trip, true, at))];
}

async function nothingLost({ scenario, session, written }: Trip, up: boolean, at: string): Promise<readonly string[]> {
  if (!scenario.traffic) return [];
  const [old, renamed] = sidesOf(scenario.traffic);
  const lost = await lostOf(session, (up ? renamed : undefined) ?? old, written);
  return lost.map((line) => `${at}: ${line}`);
}

/** The rows of the table, in no order of rows or columns, apart from a column whose values may change. */
async function rowsOf({ scenario, session }: Trip): Promise<string> {
  const rows = await session.unsafe<{ digest: string }[]>(
    `SELECT count(*) || md5(coalesce(string_agg(line, ',' ORDER BY line), '')) AS digest
     FROM (SELECT (to_jsonb(t) - '${scenario.apart ?? ''}')::text AS line FROM ${scenario.table} AS t) AS lines`,
  );
  return rows[0]?.digest ?? '';
}
