import { relationText } from '../../model/name.ts';
import type { Operation } from '../../model/operation.ts';
import { type Call, truthOf } from '../../python/values.ts';

/** The operations of a call without the types that are there already. */
export type WithoutKnownTypes = (operations: readonly Operation[], call: Call) => readonly Operation[];

/** A type is made once: by the first table that uses it, and by `create()` unless it is told not to look. */
export function knownTypes(): WithoutKnownTypes {
  const types = new Map<string, 'table' | 'itself'>();
  return (operations, call) => {
    const table = call.name === 'create_table';
    const looks = truthOf(call.keywords.get('checkfirst') ?? call.positional[1] ?? call) !== false;
    return operations.filter((operation) => {
      if (operation.kind === 'dropType') types.delete(relationText(operation.type));
      if (operation.kind !== 'createEnum') return true;
      const before = types.get(relationText(operation.type));
      types.set(relationText(operation.type), table ? 'table' : 'itself');
      return table ? before !== 'table' : before === undefined || !looks;
    });
  };
}
