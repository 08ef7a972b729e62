import {
  CustomExecution,
  type Disposable,
  ProgressLocation,
  Task,
  type TaskDefinition,
  TaskRevealKind,
  TaskScope,
  tasks,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from 'vscode';
import type { Revisions } from '../views/revisions.ts';
import { type AlembicCommand, commandIn, invocationOf } from './arguments.ts';
import { chosenPython } from './chosen-python.ts';
import { openFailures } from './failure.ts';
import { type Interpreter, interpreterOf } from './interpreter.ts';
import { thisMachine } from './machine.ts';
import { type Ended, run } from './run.ts';
import { projectAt, type Site, siteOf } from './site.ts';
import { terminalOf } from './terminal.ts';
import { isTrusted } from './trust.ts';

/** Alembic, in the interpreter of the project. Nothing of it runs before the user asks, and none in a workspace without trust. */
export interface Alembic extends Disposable {
  /** Runs as a task, in a terminal; resolves at its end. A failure is told. */
  execute(site: Site, asked: AlembicCommand): Promise<Ended>;
  /** Runs for what it prints; a failure is told, and nothing returned. */
  ask(site: Site, asked: AlembicCommand, title: string): Promise<string | undefined>;
}

export function openAlembic(revisions: Revisions): Alembic {
  const failures = openFailures();
  const started = async (site: Site) => {
    if (!isTrusted()) throw new Error('Nothing was run: this workspace is not trusted');
    failures.forget();
    return interpreterFor(site);
  };
  const told = (site: Site, asked: AlembicCommand, interpreter: Interpreter, ended: Ended) => {
    if (ended.code !== 0 && !ended.stopped) void failures.tell(site, { asked, interpreter, ended });
    revisions.refresh();
  };
  const taskOf = (
    definition: TaskDefinition,
    scope: TaskScope | WorkspaceFolder,
    asked: AlembicCommand,
    prepared: Prepared,
  ) => {
    const { site, ended: tell } = prepared;
    const execution = new CustomExecution(async () => {
      const interpreter = await started(site);
      return terminalOf(invocationOf(site.project, interpreter, asked), (ended) => {
        told(site, asked, interpreter, ended);
        tell?.(ended);
      });
    });
    const task = new Task(definition, scope, nameOf(asked), 'Migration Writer', execution, []);
    task.presentationOptions = { reveal: TaskRevealKind.Always, clear: true, showReuseMessage: false };
    return task;
  };
  const provider = tasks.registerTaskProvider(taskType, {
    provideTasks: async () => {
      if (!workspace.isTrusted) return [];
      const sites = (await revisions.graphs()).flatMap((graph) => siteOf(graph) ?? []);
      return sites.flatMap((site) =>
        offered.map((asked) => taskOf(definitionOf(asked, site), scopeOf(site), asked, { site })),
      );
    },
    resolveTask: async ({ definition, scope }) => {
      const asked = commandIn(definition);
      const folder = typeof scope === 'object' ? scope : workspace.workspaceFolders?.[0];
      if (!asked || !folder || !workspace.isTrusted) return undefined;
      const site = await siteFor(definition, folder, revisions);
      // VS Code knows the task by the very definition that it has handed over.
      return taskOf(definition, folder, asked, { site });
    },
  });
  return {
    execute: (site, asked) =>
      new Promise((resolve, reject) => {
        const task = taskOf(definitionOf(asked, site), scopeOf(site), asked, { site, ended: resolve });
        tasks.executeTask(task).then(undefined, reject);
      }),
    async ask(site, asked, title) {
      const interpreter = await started(site);
      const options = { location: ProgressLocation.Notification, title, cancellable: true };
      const ended = await window.withProgress(options, (_progress, token) => {
        const program = run(invocationOf(site.project, interpreter, asked));
        token.onCancellationRequested(() => program.stop());
        return program.ended;
      });
      told(site, asked, interpreter, ended);
      return ended.code === 0 ? ended.out : undefined;
    },
    dispose() {
      for (const each of [failures, provider]) each.dispose();
    },
  };
}

const taskType = 'migration-writer';

interface Prepared {
  readonly site: Site;
  readonly ended?: (ended: Ended) => void;
}

/** What the list of tasks has. */
const offered: readonly AlembicCommand[] = [
  { command: 'upgrade', revision: 'head' },
  { command: 'current' },
  { command: 'history' },
  { command: 'check' },
];

async function interpreterFor({ project }: Site): Promise<Interpreter> {
  const chosen = await chosenPython(Uri.file(project.config));
  return interpreterOf(project, chosen, thisMachine);
}

function definitionOf(asked: AlembicCommand, { project }: Site): TaskDefinition {
  const { section } = project;
  const config = workspace.asRelativePath(project.config, false);
  return { type: taskType, config, ...(section !== undefined && { section }), ...asked };
}

/** The migrations that a task of `tasks.json` is about: those of its configuration, where they are open. */
async function siteFor(definition: TaskDefinition, folder: WorkspaceFolder, revisions: Revisions): Promise<Site> {
  const { config, section }: Readonly<Record<string, unknown>> = definition;
  const name = typeof section === 'string' ? section : undefined;
  const project = projectAt(Uri.joinPath(folder.uri, typeof config === 'string' ? config : 'alembic.ini'), name);
  const sites = (await revisions.graphs()).flatMap((graph) => siteOf(graph) ?? []);
  const isSame = (other: Site) => other.project.config === project.config && other.project.section === project.section;
  return sites.find(isSame) ?? { project };
}

function scopeOf({ project }: Site): TaskScope | WorkspaceFolder {
  return workspace.getWorkspaceFolder(Uri.file(project.config)) ?? TaskScope.Workspace;
}

function nameOf(asked: AlembicCommand): string {
  return ['alembic', asked.command, ...('revision' in asked ? [asked.revision] : [])].join(' ');
}
