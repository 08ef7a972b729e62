import { relative } from 'node:path';
import { describedProject } from '../analysis/described.ts';
import { factTitle, isDisputed, projectTitle, reasonFor, reasonOf, valueTitle } from '../analysis/project-words.ts';
import { engineNames } from '../model/engine.ts';
import type { Contradiction, Evidence } from '../model/workspace.ts';
import type {
  ChangedSetting,
  ChangeSetting,
  DescribeProject,
  FactPlace,
  ProjectDescription,
  ProjectFact,
} from '../protocol.ts';
import type { Host } from './host.ts';
import type { Folders } from './revisions.ts';

/** What the project of a place is, with every reason to believe it. */
export async function describeProject(
  { uri }: DescribeProject,
  host: Host,
  { uris }: Folders,
): Promise<ProjectDescription> {
  const path = host.pathOf(uri);
  if (path === undefined) return { ...nothing, problem: 'This is not a file on disk' };
  const { project, migrations } = await describedProject(path, host);
  const roots = uris.flatMap((each) => host.pathOf(each) ?? []);
  const placed = (each: Pick<Contradiction, 'line'> & { readonly path: string }) => placeOf(each, roots, host);
  const facts = project.evidence.map((each) => factOf(each, placed));
  return {
    title: projectTitle(project),
    migrations,
    contradicted: project.evidence.some(isDisputed),
    facts,
    ...(project.databaseUrlEnv === undefined ? {} : { databaseUrlEnv: project.databaseUrlEnv }),
  };
}

/** The settings file with the change made. */
export async function changeSetting(
  { uri, folder, setting, value }: ChangeSetting,
  host: Host,
): Promise<ChangedSetting> {
  const [path, home] = [host.pathOf(uri), host.pathOf(folder)];
  if (path === undefined || home === undefined) return { uri, line: 0, problem: 'This is not a file on disk' };
  const changed = await host.withSetting(path, home, setting, value);
  return {
    uri: host.uriOf(changed.path),
    line: changed.line - 1,
    ...(changed.text === undefined ? {} : { text: changed.text }),
  };
}

const nothing: ProjectDescription = { title: '', migrations: false, contradicted: false, facts: [] };

function factOf(
  evidence: Evidence,
  placed: (each: { readonly path: string; readonly line?: number | undefined }) => FactPlace,
): ProjectFact {
  const { fact, path, line, contradictions = [] } = evidence;
  const choices = choicesOf(fact);
  return {
    fact,
    title: factTitle(fact),
    value: valueTitle(evidence),
    reason: reasonFor(evidence),
    assumed: evidence.assumed === true,
    ...(path === undefined ? {} : { place: placed({ path, line }) }),
    contradictions: contradictions.map((each) => ({
      value: valueTitle({ fact, value: each.value }),
      reason: reasonOf(each),
      place: placed(each),
    })),
    ...(choices && { choices }),
  };
}

function choicesOf(fact: string): ProjectFact['choices'] {
  const named = (values: readonly string[]) => values.map((value) => ({ value, title: valueTitle({ fact, value }) }));
  switch (fact) {
    case 'engine':
      return named(engineNames);
    case 'tool':
      return named(['alembic', 'sql']);
    case 'deployment':
      return named(['zero-downtime', 'maintenance-window']);
    case 'engineVersion':
      return [];
    default:
      return undefined;
  }
}

/** Its path from the open folder that it is in. */
function placeOf(
  { path, line }: { readonly path: string; readonly line?: number | undefined },
  roots: readonly string[],
  host: Host,
): FactPlace {
  const names = roots.map((root) => relative(root, path)).filter((each) => each !== '' && !each.startsWith('..'));
  const name = names.sort((a, b) => a.length - b.length)[0] ?? path;
  return { uri: host.uriOf(path), name, ...(line === undefined ? {} : { line: line - 1 }) };
}
