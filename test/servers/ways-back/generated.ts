import { analyze } from '../../../server/src/analysis/analyze.ts';
import { changeOf } from '../../../server/src/analysis/change.ts';
import type { Project, Workspace } from '../../../server/src/model/workspace.ts';
import { applyEdits, type Source } from '../../../server/src/text.ts';
import type { EngineCalled } from '../transactions/cases.ts';

/** The migration with the way back that is offered for it; undefined where it would only refuse. */
export async function generated(
  source: Source,
  earlier: readonly Source[],
  engine: EngineCalled,
  engineVersion: string,
): Promise<string | undefined> {
  const project: Project = {
    ...{ tool: 'alembic', engine, engineVersion, deployment: 'zero-downtime', rules: {}, largeTableRows: 1_000_000 },
    ...{ environment: { folders: [] }, evidence: [] },
  };
  const siblings = [...earlier, source];
  const workspace: Workspace = {
    project: async () => project,
    migrations: async () => siblings,
    template: async (path) => ({ path, text: '' }),
    newRevision: () => 'third',
    now: () => new Date(0),
  };
  const analysis = await analyze(source, workspace);
  const found = analysis?.findings.find(({ rule }) => rule === 'downgrade-missing');
  const fix = found?.fixes.find(({ title }) => title === 'Write the way back');
  const change = analysis && fix && (await changeOf(fix, analysis, workspace));
  return change && applyEdits(source.text, change.edits);
}
