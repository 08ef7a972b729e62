import { after } from '../model/after.ts';
import type { Planned } from '../model/finding.ts';
import type { RenameColumn, RenameTable } from '../model/operation.ts';
import { type Schema, tableOf } from '../model/schema.ts';
import { followedName } from './followed-name.ts';
import { shared } from './planned.ts';
import { type Asked, constraintRenaming, indexRenaming } from './renamings.ts';

/** Behind the renaming of a table or column: indexes and constraints whose names were made of its name get those of now; and back. */
export function namesFollowing(
  operation: RenameTable | RenameColumn,
  schema: Schema,
  ground: Asked,
): { readonly there: readonly Planned[]; readonly back: readonly Planned[] } {
  const was = tableOf(schema, operation.table);
  const name = operation.kind === 'renameTable' ? { ...operation.table, name: operation.to } : operation.table;
  const renamed = after(schema, operation);
  const is = tableOf(renamed, name);
  if (!was || !is) return { there: [], back: [] };
  const things = (['indexes', 'constraints'] as const).flatMap((which) =>
    is[which].map((thing, at) => ({ which, thing, before: was[which][at] })),
  );
  const pairs = things.flatMap(({ which, thing, before }) => {
    if (!before || thing.name === undefined || before.name === undefined) return [];
    const end = followedName(thing.name, { table: was.name, thing: before }, { table: name, thing });
    if (end === thing.name) return [];
    const by = which === 'indexes' ? indexRenaming : constraintRenaming;
    const [there, back] = [by(name, thing.name, end, renamed, ground), by(name, end, thing.name, renamed, ground)];
    return there && back ? [{ there: shared(there), back: shared(back) }] : [];
  });
  return { there: pairs.map(({ there }) => there), back: pairs.map(({ back }) => back).reverse() };
}
