import type { EngineName } from '../../model/engine.ts';
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

/** The engines as their vendors spell them. */
export const titles: Readonly<Record<EngineName, string>> = {
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  mariadb: 'MariaDB',
  sqlite: 'SQLite',
};
