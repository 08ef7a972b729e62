import type { ForeignKey } from '../model/constraint.ts';
import type { Fix } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { CreateIndex, DropIndex } from '../model/operation.ts';
import type { AnalyzedStep, Subject } from '../model/rule.ts';
import { isFresh } from '../model/schema.ts';
import { nameFor } from './names.ts';
import { alone, shared } from './planned.ts';

/** Indexes on the columns of foreign keys behind the step that makes them, and on the way back what takes them away again. */
export function withIndexes(
  lacking: readonly { readonly table: Name; readonly key: ForeignKey }[],
  step: AnalyzedStep,
  { effects, opposite }: Subject,
): Fix {
  const indexes = lacking.map(({ table, key }) => {
    const name = nameFor('ix', table.name, ...key.columns);
    const build = { kind: 'createIndex', table, name, keys: key.columns.map((column) => ({ column })) } as const;
    const drop = { kind: 'dropIndex', index: { schema: table.schema, name }, table } as const;
    return { build, drop, mirror: opposite.find((each) => drops(each, key)) };
  });
  const isInUse = (index: CreateIndex) =>
    !isFresh(step.before, index.table) && step.operation.kind !== 'createTable' && isPossible(index);
  const isPossible = (index: CreateIndex) =>
    effects({ ...index, concurrently: true }, step.before).refused === undefined;
  const concurrently = indexes.every(({ build }) => isInUse(build));
  const planned = <O extends CreateIndex | DropIndex>(operation: O) =>
    concurrently ? alone({ ...operation, concurrently }) : shared(operation);
  return {
    title: `Build ${indexes.length === 1 ? 'an index' : 'the indexes'}${concurrently ? ' concurrently' : ''}`,
    rewrites: [
      { kind: 'insert', step, side: 'behind', operations: indexes.map(({ build }) => planned(build)) },
      ...indexes.flatMap(({ drop, mirror }) =>
        mirror ? [{ kind: 'insert', step: mirror, side: 'behind', operations: [planned(drop)] } as const] : [],
      ),
    ],
  };
}

function drops({ operation }: AnalyzedStep, { name }: ForeignKey): boolean {
  return operation.kind === 'dropConstraint' && operation.name !== undefined && operation.name === name;
}
