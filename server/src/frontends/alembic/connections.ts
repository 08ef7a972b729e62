import type { Operation } from '../../model/operation.ts';
import { type Call, itemsOf, type Value } from '../../python/values.ts';
import { isConnection, isSession, joinsMigration } from './handles.ts';
import { opaque } from './operations.ts';
import { tableNamed } from './relations.ts';
import { queried, tableOfObject } from './statements.ts';

/** What a method of a connection or session does; `execute`: what its first argument says. undefined: nothing. */
export function connectionCall(call: Call): readonly Operation[] | 'execute' | undefined {
  if (!isConnection(call.of) && !isSession(call.of)) {
    const operation = queried(call);
    return operation && [operation];
  }
  switch (call.name) {
    case 'execute':
    case 'exec_driver_sql':
    case 'scalar':
    case 'scalars':
    case 'exec':
      return 'execute';
    case 'commit':
      return [{ kind: 'controlTransaction', what: 'commit', ...(joinsMigration(call.of) && { joined: true }) }];
    case 'rollback':
      return [{ kind: 'controlTransaction', what: 'rollback' }];
    case 'run_callable':
    case 'run_sync':
      return [opaque(`${call.name}() runs a function that is defined elsewhere`)];
    default:
      return isSession(call.of) ? ofSession(call) : undefined;
  }
}

function ofSession(call: Call): readonly Operation[] | undefined {
  const [first, second] = call.positional;
  switch (call.name) {
    case 'add':
      return [inserted(first, call)];
    case 'add_all':
    case 'bulk_save_objects': {
      const items = (first && itemsOf(first)) ?? [];
      return items.length === 0 ? [inserted(undefined, call)] : items.map((item) => inserted(item, call));
    }
    case 'bulk_insert_mappings':
    case 'bulk_update_mappings': {
      const table = first && tableNamed(first);
      if (!table) return [throughOrm(call)];
      if (call.name === 'bulk_update_mappings') return [{ kind: 'updateRows', table, columns: [], rows: 'some' }];
      return second?.kind === 'sequence' && second.items.length === 0
        ? []
        : [{ kind: 'insertRows', table, from: 'values' }];
    }
    case 'merge':
    case 'delete':
      return [throughOrm(call)];
    default:
      return undefined;
  }
}

function inserted(value: Value | undefined, call: Call): Operation {
  const table = tableOfObject(value);
  return table ? { kind: 'insertRows', table, from: 'values' } : throughOrm(call);
}

function throughOrm(call: Call): Operation {
  return opaque(`session.${call.name}() writes rows through the ORM`);
}
