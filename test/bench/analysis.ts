import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';
import { analyze } from '../../server/src/analysis/analyze.ts';
import type { Project, Workspace } from '../../server/src/model/workspace.ts';
import { loadPython } from '../../server/src/python/parse.ts';
import { loadSql } from '../../server/src/sql/parse.ts';
import { benchHistory } from './history.ts';
import { median, medianOf } from './median.ts';
import { benchSql } from './sql.ts';

/** How long a keystroke takes to become findings, beside what the bare parse of the same text takes in the same run. */
async function main(): Promise<void> {
  const top = process.cwd();
  const runtime = readFileSync(resolve(top, 'node_modules/web-tree-sitter/web-tree-sitter.wasm'));
  const python = readFileSync(resolve(top, 'node_modules/tree-sitter-python/tree-sitter-python.wasm'));
  await loadPython({ runtime, python });
  await loadSql();
  const parser = new Parser();
  parser.setLanguage(await Language.load(python));
  const text = longMigration(resolve(top, 'test/workspaces/shop/migrations/versions'), 200);
  const workspace = memoryWorkspace();
  let typed = 0;
  const parse = median(() => {
    parser.parse(keystroke(text, typed++))?.delete();
  });
  const analysis = await medianOf(async () => {
    await analyze({ path: '/app/versions/long.py', text: keystroke(text, typed++) }, workspace);
  });
  const found = await analyze({ path: '/app/versions/long.py', text }, workspace);
  console.log(
    `a migration of ${text.split('\n').length} lines, ${found?.up.length} operations, ${found?.findings.length} findings`,
  );
  console.log(`bare parse        median ${parse.toFixed(2)} ms`);
  console.log(`warm analysis     median ${analysis.toFixed(2)} ms   ratio ${(analysis / parse).toFixed(2)}`);
  await benchSql();
  await benchHistory();
}

/** Each run sees a text that nobody has seen before, as while typing. */
function keystroke(text: string, count: number): string {
  return text.replace('pricing', `pricing${count}`);
}

/** The sample's upgrades, one after the other, until there are enough lines. */
function longMigration(folder: string, lines: number): string {
  const bodies = readdirSync(folder)
    .filter((file) => file.endsWith('.py'))
    .sort()
    .flatMap(
      (file) =>
        /def upgrade\(\) -> None:\n([\s\S]*?)\n\n\ndef/.exec(readFileSync(resolve(folder, file), 'utf8'))?.[1] ?? [],
    );
  const head =
    '"""pricing"""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = "aa"\ndown_revision = "bb"\n\n\ndef upgrade():\n';
  const all = [...bodies, ...bodies].join('\n').split('\n');
  return `${head}${closed(all.slice(0, lines - 12))}\n\n\ndef downgrade():\n    pass\n`;
}

/** Cut back to the last line that ends a statement of the function's body. */
function closed(lines: readonly string[]): string {
  const end = lines.findLastIndex((line) => line === '    )' || /^ {4}\S.*\)$/.test(line));
  return lines.slice(0, end + 1).join('\n');
}

function memoryWorkspace(): Workspace {
  const project: Project = {
    tool: 'alembic',
    engine: 'postgresql',
    engineVersion: '15',
    deployment: 'zero-downtime',
    environment: { folders: ['/app/versions'] },
    rules: {},
    largeTableRows: 1_000_000,
    evidence: [],
  };
  const none: readonly never[] = [];
  return {
    project: async () => project,
    migrations: async () => none,
    template: async (path) => ({ path, text: '' }),
    newRevision: () => '0',
    now: () => new Date(0),
  };
}

main();
