import type { Effects } from '../../model/effects.ts';
import type { Action } from '../../model/engine.ts';
import type { At } from './facts.ts';
import { settle } from './facts.ts';

/** Several indexes of one statement are not dropped concurrently: https://www.postgresql.org/docs/current/sql-dropindex.html */
export function together(actions: readonly Action[], version: number): readonly Effects[] {
  const dropped = actions.filter(({ operation }) => operation.kind === 'dropIndex' && operation.concurrently);
  if (dropped.length < 2) return actions.map(({ effects }) => effects);
  const refused = 'DROP INDEX CONCURRENTLY does not support dropping multiple objects';
  return actions.map(({ before }) => {
    const at: At = { schema: before, version };
    return settle({ does: `PostgreSQL refuses it: ${refused}`, page: 'sql-dropindex', refused }, at);
  });
}
