import { basename } from 'node:path';
import {
  commands,
  Diagnostic,
  DiagnosticSeverity,
  type Disposable,
  languages,
  type OutputChannel,
  Range,
  Uri,
  window,
  workspace,
} from 'vscode';
import { explain, type Failed, type NextStep } from './explained.ts';
import { redacted } from './redacted.ts';
import type { Site } from './site.ts';
import { problemsIn } from './traceback.ts';

/** Tells of runs that failed: why, with what can be done next, and among the problems where. */
export interface Failures extends Disposable {
  tell(site: Site, failed: Failed): Promise<void>;
  /** What a run has found is forgotten by the next one. */
  forget(): void;
}

export function openFailures(): Failures {
  const found = languages.createDiagnosticCollection('migration-writer-alembic');
  const listener = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length > 0) found.delete(document.uri);
  });
  let output: OutputChannel | undefined;
  return {
    forget: () => found.clear(),
    async tell(site, failed) {
      const problems = problemsIn(failed.ended.output, site.project);
      for (const { path, line, message } of problems) found.set(Uri.file(path), [problemAt(line, message)]);
      output ??= window.createOutputChannel('Migration Writer: Alembic');
      output.clear();
      output.append(redacted(failed.ended.output));
      const { message, next } = explain(failed);
      const place = problems.find(({ path }) => path !== site.project.config);
      const buttons = [
        ...next.flatMap((step) => buttonOf(step, site)),
        ...(place
          ? [{ label: `Open ${basename(place.path)}`, press: () => open(Uri.file(place.path), place.line - 1) }]
          : []),
        { label: 'Show Output', press: () => output?.show() },
      ];
      const distinct = [...new Map(buttons.map((each) => [each.label, each])).values()];
      const chosen = await window.showErrorMessage(`${message}.`, ...distinct.map(({ label }) => label));
      await distinct.find(({ label }) => label === chosen)?.press();
    },
    dispose() {
      for (const each of [found, listener, output]) each?.dispose();
    },
  };
}

interface Button {
  readonly label: string;
  readonly press: () => unknown;
}

function buttonOf(step: NextStep, { project, graph }: Site): readonly Button[] {
  const ask = (label: string, id: string): readonly Button[] =>
    graph ? [{ label, press: () => commands.executeCommand(id, graph.uri) }] : [];
  switch (step) {
    case 'merge heads':
      return ask('Merge Heads', 'migrationWriter.mergeHeads');
    case 'choose heads':
      return ask('Choose Heads', 'migrationWriter.alembicUpgradeHead');
    case 'upgrade first':
      return ask('Upgrade to Head', 'migrationWriter.alembicUpgradeHead');
    case 'generate revision':
      return ask('New Revision from Models', 'migrationWriter.alembicAutogenerate');
    case 'show revisions':
      return ask('Show Revision Graph', 'migrationWriter.showRevisionGraph');
    case 'open env.py': {
      const script = graph?.script;
      return script === undefined ? [] : [{ label: 'Open env.py', press: () => open(Uri.parse(script), 0) }];
    }
    case 'open configuration':
      return [{ label: `Open ${basename(project.config)}`, press: () => open(Uri.file(project.config), 0) }];
  }
}

async function open(uri: Uri, line: number): Promise<void> {
  await window.showTextDocument(uri, { selection: new Range(line, 0, line, 0), preview: false });
}

function problemAt(line: number, message: string): Diagnostic {
  const problem = new Diagnostic(new Range(line - 1, 0, line - 1, 1000), message, DiagnosticSeverity.Error);
  problem.source = 'alembic';
  return problem;
}
