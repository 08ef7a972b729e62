import type { Project, Workspace } from '../model/workspace.ts';
import { frontendFor } from './analyze.ts';
import { spokenProject } from './readings.ts';

/** The project that a file or folder belongs to, as its migrations speak; `migrations` says whether it has any. */
export async function describedProject(
  path: string,
  workspace: Workspace,
): Promise<{ readonly project: Project; readonly migrations: boolean }> {
  const [project, siblings] = await Promise.all([workspace.project(path), workspace.migrations(path)]);
  const own = siblings.find((each) => each.path === path) ?? siblings[0];
  const frontend = own && frontendFor(own, project);
  if (!own || !frontend) return { project, migrations: false };
  return { project: await spokenProject(own.path, project, frontend, siblings, workspace), migrations: true };
}
