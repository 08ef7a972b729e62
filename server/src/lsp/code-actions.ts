import { type CodeAction, CodeActionKind, type CodeActionParams } from 'vscode-languageserver';
import type { Analysis } from '../analysis/analyze.ts';
import { changeOf } from '../analysis/change.ts';
import { ignoreEdit, mayBeIgnored } from '../analysis/ignore.ts';
import type { Finding } from '../model/finding.ts';
import { overlaps } from '../text.ts';
import { diagnosticOf, isAskedFor, kindsOf, linesOf, sourceName, workspaceEditOf } from './convert.ts';
import { logFailures } from './guard.ts';
import { isBefore } from './last-good.ts';
import type { Server } from './serve.ts';

/** The fixes of the findings at a place, each as one edit of the workspace. */
export async function codeActions(
  { range, context }: Pick<CodeActionParams, 'range' | 'context'>,
  analysis: Analysis,
  document: { readonly uri: string; readonly version: number },
  { client, host, guard, log }: Pick<Server, 'client' | 'host' | 'guard' | 'log'>,
): Promise<CodeAction[]> {
  const { text } = analysis.source;
  const lines = linesOf(text);
  // Some editors ask at the cursor and name the diagnostics of its whole line.
  const named = context.diagnostics.filter((each) => each.source === sourceName).map((each) => each.range);
  const places = [range, ...named].map((each) => lines.span(each));
  const error = analysis.migration.errors[0]?.span;
  const findings = analysis.findings.filter(
    (each) => isBefore(each, error) && places.some((place) => overlaps(each.span, place)),
  );
  const failed = analysis.failures.length;
  const actions = await Promise.all(
    findings.flatMap((finding) => {
      const diagnostics = [diagnosticOf(finding, lines, host, [])];
      return finding.fixes.map((fix, index) =>
        guard<CodeAction | undefined>(`The fix "${fix.title}"`, undefined, async () => {
          const change = await changeOf(fix, analysis, host);
          const kind = change && kindsOf(change).find((each) => isAskedFor(each, context.only));
          const edit = change && kind && workspaceEditOf(change, fix.title, { ...document, text }, client, host);
          if (!edit) return undefined;
          return {
            title: fix.title,
            kind,
            diagnostics,
            edit,
            isPreferred: index === 0 && change.newFiles.length === 0,
          };
        }),
      );
    }),
  );
  logFailures(analysis.failures.slice(failed), analysis, log);
  const kind = ignoringKinds.find((each) => isAskedFor(each, context.only));
  const ignoring = kind === undefined ? [] : ignoreActions(findings, kind, analysis, document, { client, host });
  return [...actions.filter((each) => each !== undefined), ...ignoring];
}

/** A menu of all actions shows the first kind below the fixes and plans: who only presses Enter ignores nothing. */
const ignoringKinds = [CodeActionKind.Refactor, CodeActionKind.QuickFix];

/** Comments that suppress the findings, each written once however many findings of a rule stand there. */
function ignoreActions(
  findings: readonly Finding[],
  kind: CodeActionKind,
  analysis: Analysis,
  document: { readonly uri: string; readonly version: number },
  { client, host }: Pick<Server, 'client' | 'host'>,
): CodeAction[] {
  const { text } = analysis.source;
  const lines = linesOf(text);
  const actions = new Map<string, CodeAction>();
  for (const finding of findings.filter(mayBeIgnored)) {
    for (const scope of ['statement', 'file'] as const) {
      const change = { edits: [ignoreEdit(finding, scope, analysis)], newFiles: [] };
      const title = `Ignore ${finding.rule} ${scope === 'file' ? 'in this file' : 'on this line'} with a reason`;
      const edit = workspaceEditOf(change, title, { ...document, text }, client, host);
      const diagnostics = [diagnosticOf(finding, lines, host, [])];
      const known = actions.get(title);
      if (known) known.diagnostics = [...(known.diagnostics ?? []), ...diagnostics];
      else if (edit) actions.set(title, { title, kind, diagnostics, edit });
    }
  }
  return [...actions.values()];
}
