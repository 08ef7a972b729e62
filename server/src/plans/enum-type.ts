import type { Fix } from '../model/finding.ts';
import type { Name } from '../model/name.ts';
import type { AnalyzedStep } from '../model/rule.ts';
import { isSame } from '../model/schema.ts';
import { shared } from './planned.ts';

/** The type is created before the step. What takes the column away again takes the type away behind it. */
export function createdFirst(
  step: AnalyzedStep,
  type: Name,
  values: readonly string[],
  opposite: readonly AnalyzedStep[],
): readonly Fix[] {
  if (values.length === 0) return [];
  const create = shared({ kind: 'createEnum', type, values, ifNotExists: true });
  const { operation } = step;
  const mirror =
    operation.kind === 'addColumn' && !opposite.some((each) => each.operation.kind === 'dropType')
      ? opposite.find(
          ({ operation: other }) =>
            other.kind === 'dropColumn' &&
            isSame(other.table, operation.table) &&
            other.column === operation.column.name,
        )
      : undefined;
  return [
    {
      title: 'Create the type first',
      rewrites: [
        { kind: 'insert', step, side: 'before', operations: [create] },
        ...(mirror
          ? [
              {
                kind: 'insert',
                step: mirror,
                side: 'behind',
                operations: [shared({ kind: 'dropType', type })],
              } as const,
            ]
          : []),
      ],
    },
  ];
}
