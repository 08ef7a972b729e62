import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Revision, revisionsOf } from '../../../server/src/analysis/history/revisions.ts';
import { replay } from '../../../server/src/analysis/readings.ts';
import { alembic as frontend } from '../../../server/src/frontends/alembic/index.ts';
import { type Alembic, latest, startAlembic } from '../postgresql/plans/alembic.ts';
import { isChosen, isWanted, type Verify } from '../verified.ts';
import { drawnGraph, fixedGraphs, type Made } from './graphs.ts';

/** Heads, branch points, merges, parents, dependencies and labels, against what a real Alembic knows of the same files. */
export const verify: Verify = async (words, versions) => {
  if (!isWanted('1.20', versions)) return [];
  const drawn = Array.from({ length: 40 }, (_, at) => drawnGraph(at + 1));
  const chosen = [...fixedGraphs, ...drawn].filter(({ name }) => isChosen(`graphs ${name}`, words));
  if (chosen.length === 0) return [];
  const alembic = startAlembic(latest);
  const count = { passed: 0, failed: 0 };
  try {
    for (const each of chosen) {
      const wrong = await differences(each, alembic);
      count[wrong.length === 0 ? 'passed' : 'failed']++;
      if (wrong.length > 0) console.log([`The graph of ${each.name}`, ...wrong].join('\n  '));
    }
  } finally {
    alembic.stop();
  }
  return [{ server: 'graphs of Alembic 1.20', ...count }];
};

async function differences({ revisions }: Made, alembic: Alembic): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'migration-writer-'));
  try {
    const versions = join(folder, 'migrations', 'versions');
    mkdirSync(versions, { recursive: true });
    writeFileSync(join(folder, 'alembic.ini'), '[alembic]\nscript_location = %(here)s/migrations\n');
    const sources = revisions.map((text, at) => ({ path: join(versions, `${String(at).padStart(3, '0')}.py`), text }));
    for (const { path, text } of sources) writeFileSync(path, text);
    const theirs = await alembic.graph(join(folder, 'alembic.ini'));
    const { graph } = replay(frontend, sources, { engine: 'postgresql', version: '15' });
    const ours = revisionsOf(graph);
    const [left, right] = [new Set(theirs), new Set(ours.map(told))];
    return [
      ...[...left].filter((each) => !right.has(each)).map((each) => `Alembic says ${each}`),
      ...[...right].filter((each) => !left.has(each)).map((each) => `here it is   ${each}`),
      ...outOfOrder(ours),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** As the driver words it. */
function told({ migration, parents, dependsOn, standing }: Revision): string {
  const stands = ['head', 'base', 'branchpoint', 'merge'].filter((each) => standing.some((own) => own === each));
  const lists = [parents, dependsOn, migration.labels].map((each) => `[${each.toSorted().map(quoted).join(', ')}]`);
  const [first, second, third] = lists;
  const own = `"id": ${quoted(migration.id ?? '')}, "parents": ${first}, "dependsOn": ${second}, "labels": ${third}`;
  return `{${own}, "standing": [${stands.map(quoted).join(', ')}]}`;
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** Those that stand above one that follows them. */
function outOfOrder(revisions: readonly Revision[]): readonly string[] {
  const heights = new Map(revisions.map(({ key }, height) => [key, height]));
  return revisions.flatMap(({ key, parents, dependsOn }, height) =>
    [...parents, ...dependsOn].flatMap((each) =>
      (heights.get(each) ?? 0) > height ? [] : [`${each} is above ${key}`],
    ),
  );
}
