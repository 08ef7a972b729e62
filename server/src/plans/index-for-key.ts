import type { ForeignKey } from '../model/constraint.ts';
import type { Fix } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';
import { nameFor } from './names.ts';
import { alone, shared } from './planned.ts';

/** An index on the columns of a foreign key behind the step that makes it, and on the way back what takes it away again. */
export function withIndex(
  table: Name,
  { columns, name: key }: ForeignKey,
  step: AnalyzedStep,
  { effects, opposite }: Subject,
): Fix {
  const name = nameFor('ix', table.name, ...columns);
  const build = { kind: 'createIndex', table, name, keys: columns.map((column) => ({ column })) } as const;
  const drop = { kind: 'dropIndex', index: { schema: table.schema, name }, table } as const;
  const apart = { ...build, concurrently: true };
  const isNew = isFresh(step.before, table) || step.operation.kind === 'createTable';
  const concurrently = !isNew && effects(apart, step.before).refused === undefined;
  const mirror = opposite.find(
    ({ operation }) => operation.kind === 'dropConstraint' && operation.name !== undefined && operation.name === key,
  );
  const built = concurrently ? alone(apart) : shared(build);
  const dropped = concurrently ? alone({ ...drop, concurrently }) : shared(drop);
  return {
    title: concurrently ? 'Build an index concurrently' : 'Build an index',
    rewrites: [
      { kind: 'insert', step, side: 'behind', operations: [built] },
      ...(mirror ? [{ kind: 'insert', step: mirror, side: 'behind', operations: [dropped] } as const] : []),
    ],
  };
}
