import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { Uri, workspace } from 'vscode';
import type { RevisionGraph } from '../../../server/src/protocol.ts';
import { thisMachine } from './machine.ts';
import type { AlembicProject } from './project.ts';
import { workingFolderOf } from './working-folder.ts';

/** Where Alembic runs, and what of it the editor can show. */
export interface Site {
  readonly project: AlembicProject;
  /** Absent where its migrations are not among the open ones. */
  readonly graph?: RevisionGraph | undefined;
}

/** Undefined where nothing configures the migrations, or Alembic does not run them. */
export function siteOf(graph: RevisionGraph): Site | undefined {
  if (graph.tool !== 'alembic' || graph.config === undefined) return undefined;
  return { graph, project: projectAt(Uri.parse(graph.config), graph.section) };
}

export function projectAt(config: Uri, section: string | undefined): AlembicProject {
  const root = workspace.getWorkspaceFolder(config)?.uri.fsPath ?? dirname(config.fsPath);
  const project = { config: config.fsPath, root, ...(section !== undefined && { section }) };
  const text = config.fsPath.endsWith('.ini') ? textOf(config.fsPath) : '';
  return { ...project, cwd: workingFolderOf({ ...project, text }, root, thisMachine) };
}

/** Alembic itself says what is wrong with a file that cannot be read. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
