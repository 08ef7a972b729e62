import type { Span } from '../../text.ts';
import { type Cursor, tokenOf } from '../recognise/cursor.ts';

export interface SqlError {
  readonly span: Span;
  readonly message: string;
}

/** The error at the token that stands some tokens ahead. */
export function near(cursor: Cursor, ahead: number, message: (written: string) => string): SqlError {
  const { start, end } = tokenOf(cursor, ahead) ?? { start: 0, end: cursor.text.length };
  return { span: { start, end }, message: message(cursor.text.slice(start, end)) };
}
