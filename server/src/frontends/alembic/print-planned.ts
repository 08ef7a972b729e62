import type { EngineName } from '../../model/engine.ts';
import type { Planned } from '../../model/finding.ts';
import { code, type Statement } from '../../python/statement.ts';
import { printExecute } from './print-execute.ts';
import { printOperation } from './print-operation.ts';
import { call, type Style } from './style.ts';

/** A statement, and whether it must commit by itself. */
export interface Printed {
  readonly statement: Statement;
  readonly autocommit: boolean;
  /** The `with` that it has to stand under. */
  readonly header?: string | undefined;
  /** The lines of a comment above it. */
  readonly notes?: readonly string[] | undefined;
}

/** Planned operations as statements; undefined where one of them cannot be printed. */
export function printPlanned(
  planned: readonly Planned[],
  style: Style,
  engine: EngineName,
): readonly Printed[] | undefined {
  const printed: Printed[] = [];
  for (const { operation, transaction, sql, notes } of planned) {
    const statements =
      sql === undefined ? printOperation(operation, style, engine) : printExecute(sql, style, engine, 'as it stands');
    if (!statements) return undefined;
    const autocommit = transaction === 'autocommit' || operation.kind === 'backfill';
    printed.push(
      ...statements.map((statement, at) => ({ statement, autocommit, notes: at === 0 ? notes : undefined })),
    );
  }
  return printed;
}

/** What must commit by itself, or have the table made anew, goes into a block that does so; neighbours share one. */
export function inBlocks(printed: readonly Printed[], style: Style): readonly Statement[] {
  const result: Statement[] = [];
  let open: { readonly header: string; readonly body: Statement[] } | undefined;
  for (const each of printed) {
    const header = headerOf(each, style);
    const statements = [...noteLines(each), each.statement];
    if (header === undefined) {
      result.push(...statements);
      open = undefined;
    } else if (open?.header === header) open.body.push(...statements);
    else {
      open = { header, body: statements };
      result.push({ kind: 'block', ...open });
    }
  }
  return result;
}

function noteLines({ notes = [] }: Printed): readonly Statement[] {
  return notes.length === 0 ? [] : [{ kind: 'lines', lines: notes.map((line) => `# ${line}`) }];
}

/** The `with` under which a statement stands. */
export function headerOf({ header, autocommit }: Printed, style: Style): string | undefined {
  return header ?? (autocommit ? autocommitHeader(style) : undefined);
}

function autocommitHeader(style: Style): string {
  return `with ${call(style.names.op('get_context'), []).join('')}.autocommit_block():`;
}

/** Stands for a body without statements. */
export const pass: Statement = code('pass');
