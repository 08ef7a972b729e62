import { analyze } from '../../server/src/analysis/analyze.ts';
import { engines } from '../../server/src/engines/index.ts';
import type { Engine, EngineName } from '../../server/src/model/engine.ts';
import type { Project, Workspace } from '../../server/src/model/workspace.ts';
import type { Source } from '../../server/src/text.ts';
import { medianOf } from './median.ts';

/**
 * A file of 1,000 lines behind a history of 684 files, on each engine: what a keystroke in it takes beside reading all of it
 * anew, what a keystroke in an ordinary file takes, and what it takes when another file of the history has changed.
 */
export async function benchSql(): Promise<void> {
  const rows: { readonly engine: EngineName; readonly times: Times }[] = [];
  for (const engine of engines) rows.push({ engine: engine.name, times: await timesOf(engine) });
  const [first] = rows;
  for (const { engine, times } of rows) {
    const shown = (label: string, time: number) => `${label} ${time.toFixed(2)} ms`;
    const ratio = (a: number, b: number) => (a / b).toFixed(2);
    console.log(
      [
        engine.padEnd(10),
        shown('whole reading', times.whole),
        `${shown('keystroke', times.keystroke)} (${ratio(times.keystroke, times.whole)} of the whole)`,
        shown('ordinary file', times.ordinary),
        shown('history changed', times.history),
        `${ratio(times.whole, first?.times.whole ?? 1)} of ${first?.engine}`,
      ].join('   '),
    );
  }
}

interface Times {
  readonly whole: number;
  readonly keystroke: number;
  readonly ordinary: number;
  readonly history: number;
}

async function timesOf(engine: Engine): Promise<Times> {
  const earlier = Array.from(
    { length: 684 },
    (_, index): Source => ({
      path: `/app/migrations/V${index + 1}__change.sql`,
      text: migration(engine.name, 2, `h${index % 60}`, index),
    }),
  );
  const path = '/app/migrations/V685__typed.sql';
  const long = migration(engine.name, 200, 'long', 0);
  const ordinary = migration(engine.name, 4, 'ordinary', 0);
  const workspace = memoryWorkspace(engine, [...earlier, { path, text: long }]);
  let typed = 0;
  const run = async (text: string, where: Workspace = workspace) => {
    await analyze({ path, text }, where);
  };
  await run(long);
  return {
    whole: await medianOf(() => run(long.replaceAll('long', `long${typed++}`)), 12),
    keystroke: await medianOf(() => run(`${long}UPDATE t SET a = ${typed++};\n`), 60),
    ordinary: await medianOf(() => run(`${ordinary}UPDATE t SET a = ${typed++};\n`), 60),
    history: await medianOf(
      () => run(ordinary, memoryWorkspace(engine, [...earlier, { path, text: `-- ${typed++}` }])),
      30,
    ),
  };
}

/** Five lines each time, in the words of the engine. */
function migration(engine: EngineName, times: number, name: string, first: number): string {
  const one = (index: number): readonly string[] => {
    const table = `${name}_${index % 10}`;
    const column = `c${first}_${index}`;
    return [
      `CREATE TABLE IF NOT EXISTS ${table} (id bigint PRIMARY KEY, email varchar(80) NOT NULL, n int DEFAULT 0);`,
      `ALTER TABLE ${table} ADD COLUMN ${column} int${engine === 'mysql' || engine === 'mariadb' ? ' AFTER id, ALGORITHM=INPLACE' : ''};`,
      `CREATE INDEX ix_${table}_${column} ON ${table} (${column}, email);`,
      `UPDATE ${table} SET ${column} = n + ${index} WHERE id > ${index} AND email LIKE 'a%';`,
      `INSERT INTO ${table} (id, email, n) VALUES (${index}, 'a@example.org', 1), (${index + 1}, 'b@example.org', 2);`,
    ];
  };
  return `${Array.from({ length: times }, (_, index) => one(index))
    .flat()
    .join('\n')}\n`;
}

function memoryWorkspace(engine: Engine, siblings: readonly Source[]): Workspace {
  const project: Project = {
    tool: 'sql',
    engine: engine.name,
    engineVersion: engine.assumedVersion,
    deployment: 'zero-downtime',
    environment: { folders: ['/app/migrations'] },
    rules: {},
    largeTableRows: 1_000_000,
    evidence: [],
  };
  return {
    project: async () => project,
    migrations: async () => siblings,
    template: async (path) => ({ path, text: '' }),
    newRevision: () => '0',
    now: () => new Date(0),
  };
}
