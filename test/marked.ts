import { format } from '@wasm-fmt/ruff_fmt';
import { expect } from 'vitest';
import { type Analysis, analyze } from '../server/src/analysis/analyze.ts';
import { changeOf } from '../server/src/analysis/change.ts';
import { earlierRevisions, exampleText, revisionHeader } from '../server/src/analysis/example.ts';
import { everyFailure } from '../server/src/analysis/judge.ts';
import { engineFor } from '../server/src/engines/index.ts';
import { alembic } from '../server/src/frontends/alembic/index.ts';
import type { Finding, Fix } from '../server/src/model/finding.ts';
import type { Example, Rule } from '../server/src/model/rule.ts';
import type { Project, Workspace } from '../server/src/model/workspace.ts';
import { parsePython } from '../server/src/python/parse.ts';
import { readSql } from '../server/src/sql/parse.ts';
import { applyEdits, type Source } from '../server/src/text.ts';
import { templateNamed } from './templates.ts';

/** What a test may say beside its text; by default PostgreSQL 15 and a revision whose parent nobody knows. */
export interface Setting {
  /** Only this rule's findings count. */
  readonly rule?: string;
  /** The text is a file of plain SQL; its marks stand behind `--`. */
  readonly tool?: 'sql';
  /** Where the file stands, below /app. */
  readonly path?: string;
  readonly engine?: Project['engine'];
  readonly version?: string;
  readonly deployment?: Project['deployment'];
  /** Earlier revisions: bodies of their upgrades, or whole files of plain SQL, oldest first. */
  readonly history?: readonly string[];
  /** Files of the application, by paths below its folder. */
  readonly application?: readonly Source[];
  /** Revisions behind the one at hand. */
  readonly children?: readonly Source[];
  /** What git has on the default branch, by paths below /app. */
  readonly merged?: readonly string[];
  /** What the tool's configuration says. */
  readonly environment?: Partial<Project['environment']>;
  readonly rules?: Project['rules'];
  readonly tables?: Project['tables'];
  /** The text of the `env.py` beside the folder of the migrations, which says what `environment` does not. */
  readonly script?: string;
  /** The text of an Alembic revision is whole: nothing is put before it. */
  readonly whole?: true;
  /** Which fix, where there are several: part of its title. */
  readonly fix?: string;
}

/**
 * The text with a mark under each place where something is found, compared with the text as it stands:
 *
 *     op.drop_table("users")
 * #   ^^^^^^^^^^^^^ error: Dropping users destroys all its rows for good
 *
 * No mark means that nothing may be found.
 */
export async function check(marked: string, setting: Setting = {}): Promise<void> {
  const { analysis } = await analyzed(unmarked(marked), setting);
  expect(withMarks(analysis, found(analysis, setting))).toBe(marked);
}

/**
 * Applies a fix and compares the text, new files behind `#- path` lines. Three laws are held each time: the text parses,
 * the finding is gone, and a file that Black would leave alone is still left alone.
 */
export async function checkFix(before: string, after: string, setting: Setting = {}): Promise<void> {
  const { analysis, workspace } = await analyzed(before, setting);
  const finding = found(analysis, setting).find((each) => fixOf(each, setting));
  const fix = finding && fixOf(finding, setting);
  if (!finding || !fix) throw new Error(`no fix found; findings: ${JSON.stringify(found(analysis, setting), null, 1)}`);
  const change = await changeOf(fix, analysis, workspace);
  if (!change) throw new Error(`"${fix.title}" cannot be carried out`);
  const source = { path: analysis.source.path, text: applyEdits(analysis.source.text, change.edits) };
  const elsewhere = (change.elsewhere ?? []).map((each) => ({
    path: each.source.path,
    text: applyEdits(each.source.text, each.edits),
  }));
  const others = [...elsewhere, ...change.newFiles];
  const printed = [body(source.text), ...others.map((file) => `#- ${file.path}\n${file.text}`)].join('\n');
  expect(printed).toBe(after);
  for (const file of [source, ...others]) expectParses(file, analysis.project);
  const again = await analyze(source, await withFiles(workspace, [source, ...others]));
  expect(again?.findings.filter((each) => each.rule === finding.rule && each.message === finding.message)).toEqual([]);
  if (setting.tool === 'sql') return;
  if (isBlack(analysis.source)) expect(format(source.text, source.path)).toBe(source.text);
  for (const file of change.newFiles) expect(format(file.text, file.path)).toBe(file.text);
}

/** The same workspace after the files have been written. */
async function withFiles(workspace: Workspace, files: readonly Source[]): Promise<Workspace> {
  const written = files.filter(({ path }) => /\.(py|sql)$/.test(path));
  const existing = await workspace.migrations('');
  const after = [...existing.filter((each) => !written.some(({ path }) => path === each.path)), ...written];
  const script = files.find(({ path }) => path === scriptPath);
  const project = async (path: string) => {
    const before = await workspace.project(path);
    return { ...before, environment: { ...before.environment, ...saidBy(script) } };
  };
  return { ...workspace, project, migrations: async () => after };
}

function expectParses({ path, text }: Source, { engine }: Project): void {
  if (!path.endsWith('.sql')) expect(parsePython(text).firstError, path).toBeUndefined();
  else
    expect(
      readSql(text, engine).flatMap((each) => (each.error ? [each.error.message] : [])),
      path,
    ).toEqual([]);
}

export async function analyzed(text: string, setting: Setting): Promise<{ analysis: Analysis; workspace: Workspace }> {
  const source =
    setting.tool === 'sql'
      ? { path: `/app/${setting.path ?? 'migrations/0100_change.sql'}`, text }
      : {
          path: `/app/${setting.path ?? 'migrations/versions/b2_change.py'}`,
          text: setting.whole ? text : revisionHeader + text,
        };
  const workspace = memoryWorkspace(source, setting);
  const analysis = await analyze(source, workspace);
  if (!analysis) throw new Error('not taken for a migration');
  expect(everyFailure(analysis)).toEqual([]);
  return { analysis, workspace };
}

export function memoryWorkspace(source: Source, setting: Setting): Workspace {
  const earlier = setting.tool === 'sql' ? earlierSql(source, setting) : earlierRevisions(setting.history ?? []);
  const siblings = [...earlier, source, ...(setting.children ?? [])];
  const script = setting.script === undefined ? undefined : { path: scriptPath, text: setting.script };
  let revisions = 0;
  const project: Project = {
    tool: setting.tool ?? 'alembic',
    engine: setting.engine ?? 'postgresql',
    engineVersion: setting.version ?? engineFor(setting.engine ?? 'postgresql')?.assumedVersion ?? '',
    deployment: setting.deployment ?? 'zero-downtime',
    environment: { folders: [source.path.replace(/[/][^/]*$/, '')], ...setting.environment, ...saidBy(script) },
    // What is said once a project, each test would hear otherwise.
    rules: { ...(setting.rule === undefined && { 'lock-timeout-missing': 'off' as const }), ...setting.rules },
    largeTableRows: 1_000_000,
    tables: setting.tables,
    evidence: [],
  };
  return {
    project: async () => project,
    migrations: async () => siblings,
    mentions: async () => {
      const { application } = setting;
      return application && { root: '', files: application.length, sources: application };
    },
    script: async () => script,
    merged: async () => new Set((setting.merged ?? []).map((path) => `/app/${path}`)),
    template: async (name) => templateNamed(name),
    newRevision: () => `c${++revisions}`,
    now: () => new Date('2026-01-02T03:04:05Z'),
  };
}

const scriptPath = '/app/migrations/env.py';

function saidBy(script: Source | undefined): Partial<Project['environment']> {
  return script ? { ...alembic.script?.read(script).says, script: script.path } : {};
}

/** Numbered as the file at hand is, from 1 on. */
function earlierSql({ path }: Source, { history = [] }: Setting): readonly Source[] {
  const numbered = (index: number) =>
    path.replace(/[0-9]+(?=[^0-9/]*[^/]*$)/, (digits) => String(index + 1).padStart(digits.length, '0'));
  return history.map((text, index) => ({ path: numbered(index), text }));
}

function found(analysis: Analysis, setting: Setting): readonly Finding[] {
  return analysis.findings.filter((each) => setting.rule === undefined || each.rule === setting.rule);
}

function fixOf(finding: Finding, setting: Setting): Fix | undefined {
  return finding.fixes.find((each) => each.title.includes(setting.fix ?? ''));
}

function isBlack(source: Source): boolean {
  return format(source.text, source.path) === source.text;
}

function body(text: string): string {
  return text.startsWith(revisionHeader) ? text.slice(revisionHeader.length) : text;
}

const mark = /^(#|--)? *\^+ (error|warning|info): /;

function unmarked(text: string): string {
  return text
    .split('\n')
    .filter((line) => !mark.test(line))
    .join('\n');
}

function withMarks(analysis: Analysis, findings: readonly Finding[]): string {
  const { text } = analysis.source;
  let offset = 0;
  const lines = text.split('\n').flatMap((line) => {
    const start = offset;
    offset += line.length + 1;
    const marks = findings
      .filter((each) => each.span.start >= start && each.span.start <= start + line.length)
      .map((each) => markLine(each, start, line.length, analysis.source.path.endsWith('.sql') ? '--' : '#'));
    return [line, ...marks];
  });
  return body(lines.join('\n'));
}

function markLine({ span, severity, message }: Finding, start: number, length: number, comment: string): string {
  const column = span.start - start;
  const width = Math.max(1, Math.min(span.end - start, length) - column);
  return `${column === 0 ? '' : comment.padEnd(column)}${'^'.repeat(width)} ${severity}: ${message}`;
}

/** A rule's example: `bad` is found, the file at hand reads `good` after the first fix, and `good` is silent. */
export async function checkExample(rule: Rule, { bad, good, ...example }: Example): Promise<void> {
  const setting: Setting = {
    rule: rule.id,
    engine: example.engine,
    ...(example.tool === 'sql' && { tool: example.tool }),
    ...(example.version !== undefined && { version: example.version }),
    ...(example.history && { history: example.history }),
    ...(example.application && { application: example.application }),
    ...(example.part === 'text' && { whole: true }),
    ...(example.part === 'script' && { whole: true, path: 'migrations/env.py' }),
    ...(rule.offByDefault && { rules: { [rule.id]: rule.severity } }),
  };
  const later = example.merged?.map(({ path, text }) => ({ path: `/app/migrations/${path}`, text }));
  const placed = (part: 'bad' | 'good'): Setting => ({
    ...setting,
    ...(later && { children: later, merged: later.map(({ path }) => path.slice('/app/'.length)) }),
    ...(example.path && { path: `migrations/${example.path[part]}` }),
  });
  const whole = (lines: string) => body(exampleText({ bad, good, ...example }, lines));
  const { analysis, workspace } = await analyzed(whole(bad), placed('bad'));
  const fix = found(analysis, setting)[0]?.fixes[0];
  expect(found(analysis, setting), 'bad is found').not.toEqual([]);
  const change = fix && (await changeOf(fix, analysis, workspace));
  if (change && change.edits.length > 0) expect(body(applyEdits(analysis.source.text, change.edits))).toBe(whole(good));
  expect(found((await analyzed(whole(good), placed('good'))).analysis, setting), 'good is silent').toEqual([]);
}
