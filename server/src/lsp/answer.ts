import type { CodeAction, DocumentDiagnosticReport, Hover } from 'vscode-languageserver';
import { explain } from '../analysis/explain.ts';
import type { Pattern } from '../model/pattern.ts';
import {
  type ChangedSetting,
  type ChangeSetting,
  changeSettingRequest,
  type DescribeProject,
  describeProjectRequest,
  type ListPatterns,
  listPatternsRequest,
  type MergeHeads,
  mergeHeadsRequest,
  type Patterns,
  type ProjectDescription,
  type Report,
  type ReportOf,
  type RevisionGraphs,
  type Risks,
  type RisksOf,
  type RunOf,
  type RunWeighed,
  reportRequest,
  revisionGraphsRequest,
  risksRequest,
  type Scaffold,
  type Scaffolded,
  scaffoldRequest,
  weighRunRequest,
} from '../protocol.ts';
import { answerPlaces } from './answer-places.ts';
import { codeActions } from './code-actions.ts';
import { linesOf } from './convert.ts';
import { changeSetting, describeProject } from './project.ts';
import { listPatterns, makeFiles, makeMerge, reportOf } from './requests.ts';
import { changesArrived, type Server } from './serve.ts';
import { weighRun } from './weigh-run.ts';
import { workspaceDiagnostics } from './workspace-diagnostics.ts';

/** Registers what the server answers, each request guarded by itself. */
export function answerRequests(server: Server, patterns: readonly Pattern[]): void {
  const { connection, host, documents, analyses, revisions, guard } = server;
  answerPlaces(server);
  connection.languages.diagnostics.on(async ({ textDocument: { uri } }): Promise<DocumentDiagnosticReport> => {
    await changesArrived();
    const document = documents.get(uri);
    const later = server.client.refreshesDiagnostics ? () => connection.languages.diagnostics.refresh() : undefined;
    const items = document ? await guard(`Diagnostics of ${uri}`, [], () => analyses.diagnostics(document, later)) : [];
    return { kind: 'full', items };
  });
  connection.languages.diagnostics.onWorkspace((asked, token, progress, parts) =>
    workspaceDiagnostics(asked, server, { token, progress, parts }),
  );
  connection.onHover(({ textDocument: { uri }, position }) =>
    guard<Hover | null>(`Hover in ${uri}`, null, async () => {
      const document = documents.get(uri);
      const analysis = document && (await analyses.of(document));
      if (!analysis) return null;
      const lines = linesOf(analysis.source.text);
      const offset = lines.offset(position);
      if (offset > (analysis.migration.errors[0]?.span.start ?? offset)) return null;
      const found = explain(analysis, offset);
      return found ? { range: lines.range(found.span), contents: { kind: 'markdown', value: found.markdown } } : null;
    }),
  );
  connection.onCodeAction(({ textDocument: { uri }, range, context }) =>
    guard<CodeAction[]>(`Code actions in ${uri}`, [], async () => {
      const document = documents.get(uri);
      if (!document) return [];
      const { version } = document;
      const analysis = await analyses.of(document);
      return analysis ? codeActions({ range, context }, analysis, { uri, version }, server) : [];
    }),
  );
  connection.onRequest(listPatternsRequest, (asked: ListPatterns) =>
    guard<Patterns>(`Patterns for ${asked.uri}`, { patterns: [], problem: seeLog }, () =>
      listPatterns(asked, patterns, host),
    ),
  );
  connection.onRequest(scaffoldRequest, (asked: Scaffold) =>
    guard<Scaffolded>(`Pattern ${asked.pattern}`, { files: [], problem: seeLog }, () => makeFiles(asked, host)),
  );
  connection.onRequest(mergeHeadsRequest, (asked: MergeHeads) =>
    guard<Scaffolded>(`Merge of heads at ${asked.uri}`, { files: [], problem: seeLog }, () => makeMerge(asked, host)),
  );
  connection.onRequest(reportRequest, (asked: ReportOf) =>
    guard<Report>(`Report of ${asked.uris.join(', ')}`, { markdown: '', problem: seeLog }, () =>
      reportOf(asked, server),
    ),
  );
  connection.onRequest(revisionGraphsRequest, () =>
    guard<RevisionGraphs>('The revision graphs', { graphs: [] }, () => revisions.graphs()),
  );
  connection.onRequest(describeProjectRequest, (asked: DescribeProject) =>
    guard<ProjectDescription>(
      `The project of ${asked.uri}`,
      { title: '', migrations: false, contradicted: false, facts: [], problem: seeLog },
      () => describeProject(asked, host, server.folders),
    ),
  );
  connection.onRequest(changeSettingRequest, (asked: ChangeSetting) =>
    guard<ChangedSetting>(`Setting ${asked.setting}`, { uri: asked.uri, line: 0, problem: seeLog }, () =>
      changeSetting(asked, host),
    ),
  );
  connection.onRequest(risksRequest, (asked: RisksOf) =>
    guard<Risks>('Risks', { risks: asked.uris.map(() => null) }, () => revisions.risks(asked)),
  );
  // Who asks is about to run them: an answer that is none must not look like one.
  connection.onRequest(weighRunRequest, (asked: RunOf): Promise<RunWeighed> => weighRun(asked, host));
}

const seeLog = 'This failed inside the language server; its output says why';
