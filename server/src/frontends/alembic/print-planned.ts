import type { EngineName } from '../../model/engine.ts';
import type { Planned } from '../../model/finding.ts';
import { code, type Statement } from '../../python/statement.ts';
import { printOperation } from './print-operation.ts';
import { call, type Style } from './style.ts';

/** A statement, and whether it must commit by itself. */
export interface Printed {
  readonly statement: Statement;
  readonly autocommit: boolean;
}

/** Planned operations as statements; undefined where one of them cannot be printed. */
export function printPlanned(
  planned: readonly Planned[],
  style: Style,
  engine: EngineName,
): readonly Printed[] | undefined {
  const printed: Printed[] = [];
  for (const { operation, transaction } of planned) {
    const statements = printOperation(operation, style, engine);
    if (!statements) return undefined;
    const autocommit = transaction === 'autocommit' || operation.kind === 'backfill';
    printed.push(...statements.map((statement) => ({ statement, autocommit })));
  }
  return printed;
}

/** What must commit by itself goes into a block that leaves the migration's transaction; neighbours share one. */
export function inBlocks(printed: readonly Printed[], style: Style): readonly Statement[] {
  const result: Statement[] = [];
  let open: Statement[] | undefined;
  for (const { statement, autocommit } of printed) {
    if (!autocommit) {
      result.push(statement);
      open = undefined;
    } else if (open) open.push(statement);
    else {
      open = [statement];
      result.push({ kind: 'block', header: autocommitHeader(style), body: open });
    }
  }
  return result;
}

function autocommitHeader(style: Style): string {
  return `with ${call(style.names.op('get_context'), []).join('')}.autocommit_block():`;
}

/** Stands for a body without statements. */
export const pass: Statement = code('pass');
