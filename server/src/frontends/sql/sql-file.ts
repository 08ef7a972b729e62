import type { EngineName } from '../../model/engine.ts';
import type { Target } from '../../model/frontend.ts';
import type { Migration, Step } from '../../model/migration.ts';
import { same } from '../../sql/edit/same.ts';
import { type WrittenStatement, writtenStatement } from '../../sql/edit/written-statement.ts';
import { readSql } from '../../sql/parse.ts';
import type { Source, Span } from '../../text.ts';
import { type Naming, namingOf } from './naming.ts';
import { readMigration } from './read.ts';

/** A file that is to be edited. */
export interface SqlFile {
  readonly source: Source;
  readonly text: string;
  readonly engine: EngineName;
  readonly migration: Migration;
  readonly naming: Naming;
  /** Line breaks as the file has them. */
  readonly eol: string;
}

export function sqlFile(source: Source, target: Target): SqlFile {
  const { path, text } = source;
  const migration = readMigration(source, target);
  return { source, text, engine: target.engine, migration, naming: namingOf(path, text), eol: eolOf(text) };
}

export function eolOf(text: string): string {
  return /\r\n/.test(text) ? '\r\n' : '\n';
}

/** The statement at a place of the file; undefined where the text there is no single statement. */
export function statementAt({ text, engine }: SqlFile, span: Span): WrittenStatement | undefined {
  const [statement, second] = readSql(text.slice(span.start, span.end), engine);
  if (!statement || second || statement.span.start !== 0 || statement.span.end !== span.end - span.start)
    return undefined;
  const operations = statement.operations.map(({ operation, head }) => ({
    operation,
    head: { start: head.start + span.start, end: head.end + span.start },
  }));
  return writtenStatement(text, { ...statement, span, operations }, engine);
}

/** The place of a step among the operations of its statement. */
export function indexOf(statement: WrittenStatement, step: Step): number {
  return statement.operations.findIndex(
    ({ operation, head }) => head.start === step.head.start && same(operation, step.operation),
  );
}

/** The spans of the statements of a direction, each once. */
export function statementsOf(steps: readonly Step[]): readonly Span[] {
  const spans = new Map(steps.map(({ span }) => [span.start, span]));
  return [...spans.values()].sort((a, b) => a.start - b.start);
}
