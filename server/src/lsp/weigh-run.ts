import { type Analysis, analyze } from '../analysis/analyze.ts';
import { lossesOf } from '../analysis/report/losses.ts';
import type { RunOf, RunWeighed, WeighedRevision } from '../protocol.ts';
import { linesOf } from './convert.ts';
import type { Host } from './host.ts';

/** What is to be known before revisions run: what is wrong with them, and what data goes. They are what the disk has. */
export async function weighRun({ uris, direction }: RunOf, host: Host): Promise<RunWeighed> {
  await host.ready;
  const revisions: (WeighedRevision | null)[] = [];
  for (const uri of uris) {
    const path = host.pathOf(uri);
    const source = path === undefined ? undefined : (await host.migrations(path)).find((each) => each.path === path);
    const analysis = source && (await analyze(source, host));
    revisions.push(analysis ? weighed(analysis, direction) : null);
  }
  return { revisions };
}

function weighed(analysis: Analysis, direction: RunOf['direction']): WeighedRevision {
  const { source, findings, migration } = analysis;
  const lines = linesOf(source.text);
  const opposite = direction === 'up' ? 'down' : 'up';
  const errors = findings.filter((each) => each.severity === 'error' && each.direction !== opposite);
  const steps = analysis[direction];
  const unread = steps.filter(({ effects }) => effects.unknown);
  return {
    errors: errors.map(({ rule, message, span }) => ({ rule, message, line: lines.range(span).start.line })),
    loses: lossesOf(steps).map(({ what }) => what),
    unread: new Set(unread.map(({ span }) => span.start)).size,
    wayBack: wayBackOf(migration.rollback),
  };
}

function wayBackOf(rollback: Analysis['migration']['rollback']): WeighedRevision['wayBack'] {
  switch (rollback) {
    case 'written':
    case 'empty':
      return 'written';
    case 'missing':
    case 'never':
      return 'missing';
    case 'raises':
      return 'raises';
  }
}
