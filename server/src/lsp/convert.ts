import {
  type ChangeAnnotation,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  type Position,
  type Range,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { docsUrl } from '../analysis/explain.ts';
import type { Change, Finding, Severity } from '../model/finding.ts';
import type { Edit, Source, Span } from '../text.ts';
import type { Host, SettingsProblem } from './host.ts';

/** Offsets of one text as the protocol's positions, and back. */
export interface Lines {
  range(span: Span): Range;
  span(range: Range): Span;
  offset(position: Position): number;
}

export function linesOf(text: string): Lines {
  const document = TextDocument.create('', '', 0, text);
  return {
    range: ({ start, end }) => ({ start: document.positionAt(start), end: document.positionAt(end) }),
    span: ({ start, end }) => ({ start: document.offsetAt(start), end: document.offsetAt(end) }),
    offset: (position) => document.offsetAt(position),
  };
}

/** `others` are the files that related places may lie in. */
export function diagnosticOf(finding: Finding, lines: Lines, host: Host, others: readonly Source[]): Diagnostic {
  const related = (finding.related ?? []).flatMap(({ path, span, message }) => {
    const source = others.find((each) => each.path === path);
    return source ? [{ location: { uri: host.uriOf(path), range: linesOf(source.text).range(span) }, message }] : [];
  });
  return {
    range: lines.range(finding.span),
    severity: severities[finding.severity],
    source: sourceName,
    code: finding.rule,
    codeDescription: { href: docsUrl(finding.rule) },
    message: finding.message,
    ...(related.length > 0 ? { relatedInformation: related } : {}),
  };
}

export function settingsDiagnostic({ line, message }: SettingsProblem): Diagnostic {
  const range = { start: { line: line - 1, character: 0 }, end: { line, character: 0 } };
  return { range, severity: DiagnosticSeverity.Warning, source: sourceName, code: 'settings', message };
}

/** One for the whole file, on its first line. */
export function refusalDiagnostic(reason: string): Diagnostic {
  const start = { line: 0, character: 0 };
  const message = `This migration ${reason}`;
  return {
    range: { start, end: start },
    severity: DiagnosticSeverity.Information,
    source: sourceName,
    code: 'not-analysed',
    message,
  };
}

export const sourceName = 'migration-writer';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** What the client can do with an edit of the workspace. */
export interface EditSupport {
  readonly documentChanges: boolean;
  readonly createsFiles: boolean;
  readonly annotations: boolean;
}

/** The change as one edit, so that one undo takes it back; undefined where the client cannot carry it out. */
export function workspaceEditOf(
  change: Change,
  title: string,
  document: { readonly uri: string; readonly version: number; readonly text: string },
  support: EditSupport,
  host: Host,
): WorkspaceEdit | undefined {
  const lines = linesOf(document.text);
  const edits = textEdits(change.edits, lines);
  const elsewhere = (change.elsewhere ?? []).map((each) => ({
    uri: host.uriOf(each.source.path),
    edits: textEdits(each.edits, linesOf(each.source.text)),
  }));
  if (!support.documentChanges) {
    const others = Object.fromEntries(elsewhere.map((each) => [each.uri, each.edits]));
    return change.newFiles.length === 0 ? { changes: { [document.uri]: edits, ...others } } : undefined;
  }
  const here: TextDocumentEdit[] = [
    ...(edits.length > 0 ? [{ textDocument: { uri: document.uri, version: document.version }, edits }] : []),
    ...elsewhere.map((each) => ({ textDocument: { uri: each.uri, version: null }, edits: each.edits })),
  ];
  if (change.newFiles.length === 0) return { documentChanges: here };
  if (!support.createsFiles) return undefined;
  const annotation = support.annotations ? { annotationId: 'new-migrations' } : {};
  const created = change.newFiles.flatMap(({ path, text }) => {
    const uri = host.uriOf(path);
    return [
      { kind: 'create' as const, uri, options: { overwrite: false, ignoreIfExists: false }, ...annotation },
      { textDocument: { uri, version: null }, edits: [{ range: atStart, newText: text, ...annotation }] },
    ];
  });
  const label: ChangeAnnotation = { label: 'New migrations', description: title, needsConfirmation: false };
  return {
    documentChanges: [...here, ...created],
    ...(support.annotations ? { changeAnnotations: { 'new-migrations': label } } : {}),
  };
}

function textEdits(edits: readonly Edit[], lines: Lines): TextEdit[] {
  return edits.map(({ span, text }) => ({ range: lines.range(span), newText: text }));
}

const atStart: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** The kinds under which a change is offered, the first one where the client asks for none in particular. */
export function kindsOf(change: Change): readonly CodeActionKind[] {
  return change.newFiles.length > 0
    ? [CodeActionKind.RefactorRewrite, CodeActionKind.QuickFix]
    : [CodeActionKind.QuickFix];
}

/** `quickfix` asks for `quickfix` and what is below it. */
export function isAskedFor(kind: CodeActionKind, only: readonly CodeActionKind[] | undefined): boolean {
  return only === undefined || only.some((each) => each === '' || kind === each || kind.startsWith(`${each}.`));
}
