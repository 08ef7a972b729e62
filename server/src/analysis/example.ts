import { engineFor } from '../engines/index.ts';
import type { EngineName } from '../model/engine.ts';
import type { Example, Rule } from '../model/rule.ts';
import type { Workspace } from '../model/workspace.ts';
import type { Source } from '../text.ts';
import { type Analysis, analyze } from './analyze.ts';

/** An example of a rule as its author's project would have it, judged on an engine that it may not have been written for. */
export async function analyzeExample(
  rule: Rule,
  example: Example,
  part: 'bad' | 'good',
  on: { readonly engine: EngineName; readonly version?: string | undefined },
): Promise<Analysis | undefined> {
  const named = example.path && `/app/migrations/${example.path[part]}`;
  const path = named ?? pathOf(example, earlierOf(example).length);
  const source = { path, text: exampleText(example, example[part]) };
  return analyze(source, workspaceOf(rule, example, source, on));
}

/** What stands above the functions of a revision whose parent is the newest of the earlier ones. */
export const revisionHeader = `"""change"""

import sqlalchemy as sa
from alembic import op

revision = "b2"
down_revision = "a0"


`;

/** The whole text that `bad` or `good` stands for. */
export function exampleText({ tool, part }: Example, lines: string): string {
  if (tool === 'sql' || part === 'text' || part === 'script') return `${lines}\n`;
  return revisionHeader + (part === 'file' ? `${lines}\n` : upgradeOf(lines));
}

/** A function of these lines. */
export function upgradeOf(lines: string): string {
  return `def upgrade():\n${lines.trim().replace(/^(?=.)/gm, '    ')}\n`;
}

/** Earlier revisions of these upgrades, oldest first: the last one is `a0`. */
export function earlierRevisions(upgrades: readonly string[]): readonly Source[] {
  return upgrades.map((lines, index) => {
    const behind = upgrades.length - 1 - index;
    return {
      path: `/app/migrations/versions/a${behind}_earlier.py`,
      text: `import sqlalchemy as sa
from alembic import op

revision = "a${behind}"
down_revision = ${index === 0 ? 'None' : `"a${behind + 1}"`}


${upgradeOf(lines)}`,
    };
  });
}

function earlierOf(example: Example): readonly Source[] {
  const { tool, history = [] } = example;
  return tool === 'sql'
    ? history.map((text, index) => ({ path: pathOf(example, index), text }))
    : earlierRevisions(history);
}

function pathOf({ tool, part }: Example, order: number): string {
  if (part === 'script') return '/app/migrations/env.py';
  return tool === 'sql'
    ? `/app/migrations/${String(order + 1).padStart(4, '0')}_change.sql`
    : '/app/migrations/versions/b2_change.py';
}

function workspaceOf(
  rule: Rule,
  example: Example,
  source: Source,
  { engine, version }: Parameters<typeof analyzeExample>[3],
): Workspace {
  const merged = (example.merged ?? []).map(({ path, text }) => ({ path: `/app/migrations/${path}`, text }));
  const siblings = [...earlierOf(example), ...merged, source];
  const { assumedVersion } = engineFor(engine);
  return {
    project: async () => ({
      tool: example.tool ?? 'alembic',
      engine,
      engineVersion: version ?? assumedVersion,
      deployment: 'zero-downtime',
      environment: { folders: [source.path.replace(/[/][^/]*$/, '')] },
      rules: rule.offByDefault ? { [rule.id]: rule.severity } : {},
      largeTableRows: 1_000_000,
      evidence: [],
    }),
    migrations: async () => siblings,
    mentions: async () =>
      example.application && { root: '', files: example.application.length, sources: example.application },
    merged: async () => new Set(merged.map(({ path }) => path)),
    template: async (path) => ({ path, text: '' }),
    newRevision: () => 'c3',
    now: () => new Date(0),
  };
}
