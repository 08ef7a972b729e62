import { loadModule } from 'libpg-query';
import type { EngineName } from '../model/engine.ts';
import type { Operation } from '../model/operation.ts';
import type { Span } from '../text.ts';

/** One statement of a text; all spans are offsets into that text. */
export interface SqlStatement {
  readonly span: Span;
  readonly text: string;
  readonly operations: readonly SqlOperation[];
  readonly error?: { readonly span: Span; readonly message: string } | undefined;
}

/** `head` is the keywords that name the operation, as written: `CREATE INDEX`, `ALTER COLUMN`. */
export interface SqlOperation {
  readonly operation: Operation;
  readonly head: Span;
}

/** Must have resolved before the first parse. */
export async function loadSql(): Promise<void> {
  await loadModule();
}

/** The statements of a text. Never throws. */
export function readSql(text: string, _engine: EngineName): readonly SqlStatement[] {
  const operation: Operation = { kind: 'opaque', why: 'SQL is not read yet' };
  const span = { start: 0, end: text.length };
  return text.trim() === '' ? [] : [{ span, text, operations: [{ operation, head: span }] }];
}
