import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { type Analysis, analyze } from '../analysis/analyze.ts';
import { analyzeAtOnce } from '../analysis/at-once.ts';
import { unknownStart } from '../analysis/history/released.ts';
import { revisionGraphs } from '../analysis/history/revision-graph.ts';
import type { Source } from '../text.ts';
import { diagnosticOf, linesOf, refusalDiagnostic, settingsDiagnostic } from './convert.ts';
import { logFailures } from './guard.ts';
import type { Host, SettingsProblem } from './host.ts';
import { type Shown, show } from './last-good.ts';

/** The analyses of open documents, each made once for a version of the text and a state of its surroundings. */
export interface Analyses {
  of(document: TextDocument): Promise<Analysis | undefined>;
  /** With `later` nobody waits for a long history: what can be said without it comes first, and `later` tells when it is there. */
  diagnostics(document: TextDocument, later?: () => void): Promise<Diagnostic[]>;
  /** Something that every analysis rests on has changed. */
  invalidate(): void;
  forget(uri: string): void;
}

export function openAnalyses(
  host: Host,
  ready: () => Promise<unknown>,
  log: (message: string) => void,
  publish: (path: string, diagnostics: Diagnostic[]) => void,
): Analyses {
  const templates = templatesTold(publish);
  const made = new Map<string, { readonly version: number; readonly analysis: Promise<Analysis | undefined> }>();
  const shown = new Map<string, Shown>();
  const logged = new Set<string>();
  const logOnce = (message: string) => {
    if (!logged.has(message)) log(message);
    logged.add(message);
  };

  const of = (document: TextDocument): Promise<Analysis | undefined> => {
    const known = made.get(document.uri);
    if (known?.version === document.version) return known.analysis;
    const path = host.pathOf(document.uri);
    const source = path === undefined ? undefined : { path, text: document.getText() };
    const analysis = ready().then(() => source && make(source, host, logOnce, templates));
    made.set(document.uri, { version: document.version, analysis });
    return analysis;
  };
  const current = async (document: TextDocument): Promise<Analysis | undefined> => {
    let analysis = await of(document);
    // The document went on meanwhile: only its last state is worth an answer.
    while (analysis && analysis.source.text !== document.getText()) analysis = await of(document);
    return analysis;
  };
  const diagnostics = async (document: TextDocument, later?: () => void): Promise<Diagnostic[]> => {
    await ready();
    const path = host.pathOf(document.uri);
    if (path === undefined) return [];
    const source = { path, text: document.getText() };
    const settings = host.checkSettings(source);
    if (settings) return [...settings, ...(await unknownStarts(source, host))].map(settingsDiagnostic);
    const refusal = host.refusal(source);
    if (refusal !== undefined) return [refusalDiagnostic(refusal)];
    const whole = current(document);
    if (later && !shown.has(document.uri) && (await takesLonger(whole, host.patience))) {
      const { version } = document;
      const early = await analyzeAtOnce(source, host);
      if (early) {
        const tell = () => document.version === version && later();
        void whole.then(tell, tell);
        const { text, findings } = show(early, undefined);
        return findings.map((finding) => diagnosticOf(finding, linesOf(text), host, []));
      }
    }
    const analysis = await whole;
    if (!analysis) return [];
    const now = show(analysis, shown.get(document.uri));
    shown.set(document.uri, now);
    const lines = linesOf(now.text);
    const others = now.findings.some((each) => each.related)
      ? [...(await host.migrations(path)), ...analysis.mentioned]
      : [];
    return now.findings.map((finding) => diagnosticOf(finding, lines, host, others));
  };
  return {
    of,
    diagnostics,
    invalidate: () => made.clear(),
    forget(uri) {
      made.delete(uri);
      shown.delete(uri);
    },
  };
}

async function takesLonger(work: Promise<unknown>, patience: number | undefined): Promise<boolean> {
  if (patience === undefined) return false;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, patience, true);
  });
  try {
    return await Promise.race([work.then(() => false), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What no history below the settings file knows. */
async function unknownStarts(source: Source, host: Host): Promise<readonly SettingsProblem[]> {
  const said = host.startAfterIn(source);
  if (!said) return [];
  const files = await host.migrationFiles(source.path.replace(/[\\/][^\\/]*$/, ''));
  const graphs = await revisionGraphs(files, host);
  const own = graphs.filter(({ project: { startAfter } }) => !startAfter || startAfter.path === source.path);
  const message = unknownStart(
    said.revision,
    own.map(({ history }) => history),
  );
  return message === undefined ? [] : [{ path: source.path, line: said.line, message }];
}

async function make(
  source: Source,
  host: Host,
  log: (message: string) => void,
  templates: (from: string, problems: readonly SettingsProblem[]) => void,
): Promise<Analysis | undefined> {
  if (host.refusal(source) !== undefined) return undefined;
  const analysis = await analyze(source, host);
  if (!analysis) return undefined;
  logFailures(analysis.failures, analysis, log);
  const problems = await host.problems(source.path);
  for (const { path, line, message } of problems) log(path === undefined ? message : `${path}:${line}: ${message}`);
  templates(source.path, problems);
  return analysis;
}

/** What is wrong in a template takes fixes away: it is shown in the template, as long as a migration that obeys it says so. */
function templatesTold(publish: (path: string, diagnostics: Diagnostic[]) => void) {
  const said = new Map<string, SettingsProblem>();
  return (from: string, problems: readonly SettingsProblem[]): void => {
    const before = said.get(from);
    const now = problems.find(({ path }) => path?.endsWith('.hbs'));
    if (before?.path === now?.path && before?.message === now?.message && before?.line === now?.line) return;
    if (now) said.set(from, now);
    else said.delete(from);
    for (const path of new Set([before?.path, now?.path])) {
      const [left] = [...said.values()].filter((each) => each.path === path);
      if (path !== undefined) publish(path, left ? [settingsDiagnostic(left)] : []);
    }
  };
}
