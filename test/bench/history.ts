import { analyze } from '../../server/src/analysis/analyze.ts';
import { engineFor } from '../../server/src/engines/index.ts';
import type { ToolName } from '../../server/src/model/migration.ts';
import type { Project, Workspace } from '../../server/src/model/workspace.ts';
import { inTurns } from '../../server/src/node/turns.ts';
import type { Source } from '../../server/src/text.ts';
import { alembicHistory, sqlHistory } from './long-history.ts';
import { medianOf } from './median.ts';

/**
 * A long history: what it takes until all of it is read and folded, how long nobody else is heard meanwhile, and what a
 * keystroke takes in its newest file, in one of the middle, and in the newest when one of the middle has changed.
 */
export async function benchHistory(): Promise<void> {
  for (const count of [1000, 2000]) {
    await bench('alembic', alembicHistory(count));
    await bench('sql', sqlHistory(count));
  }
}

async function bench(tool: ToolName, files: readonly Source[]): Promise<void> {
  const [middle, newest] = [files[Math.floor(files.length / 2) + 1], files.at(-1)];
  if (!middle || !newest) return;
  const edits = { count: 0 };
  const typed = (file: Source): Source => ({
    ...file,
    text: file.text.replaceAll(/column_(\d+)/g, `column_$1_${edits.count++}`),
  });
  const run = async (file: Source, siblings: readonly Source[]) => {
    await analyze(file, workspaceOf(tool, siblings));
  };
  const gap = { longest: 0 };
  const opened = await medianOf(async () => {
    gap.longest = Math.max(
      gap.longest,
      await longestGap(() =>
        run(
          newest,
          files.map((each) => ({ ...each })),
        ),
      ),
    );
  }, 9);
  await run(newest, files);
  const inNewest = await medianOf(() => run(typed(newest), files), 60);
  const inMiddle = await medianOf(() => run(typed(middle), files), 60);
  const behindMiddle = await medianOf(() => {
    const changed = typed(middle);
    return run(
      newest,
      files.map((each) => (each === middle ? changed : each)),
    );
  }, 60);
  console.log(
    [
      `${files.length} files of ${tool}`.padEnd(22),
      `opened ${opened.toFixed(0)} ms (nobody else heard for ${gap.longest.toFixed(0)} ms at most)`,
      `typed in the newest ${inNewest.toFixed(2)} ms`,
      `in the middle ${inMiddle.toFixed(2)} ms`,
      `newest, when the middle changed ${behindMiddle.toFixed(2)} ms`,
    ].join('   '),
  );
}

/** The longest time in which nothing else had its turn. */
async function longestGap(work: () => Promise<void>): Promise<number> {
  let [longest, last] = [0, performance.now()];
  const look = () => {
    const now = performance.now();
    [longest, last] = [Math.max(longest, now - last), now];
  };
  const ticking = setInterval(look, 1);
  await work();
  clearInterval(ticking);
  look();
  return longest;
}

function workspaceOf(tool: ToolName, siblings: readonly Source[]): Workspace {
  const { assumedVersion } = engineFor('postgresql');
  const project: Project = {
    ...{ tool, engine: 'postgresql', engineVersion: assumedVersion, deployment: 'zero-downtime', rules: {} },
    environment: { folders: [tool === 'sql' ? '/app/migrations' : '/app/versions'] },
    ...{ largeTableRows: 1_000_000, evidence: [] },
  };
  return {
    project: async () => project,
    migrations: async () => siblings,
    template: async (path) => ({ path, text: '' }),
    newRevision: () => '0',
    now: () => new Date(0),
    turn: inTurns(),
  };
}
