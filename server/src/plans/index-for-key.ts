import type { Name } from '../model/name.ts';
import type { CreateIndex, DropIndex } from '../model/operation.ts';
import { nameFor } from './names.ts';
import { alone, shared } from './planned.ts';

/** An index on the columns of a foreign key, and what takes it away again; concurrently where that is possible. */
export function indexForKey(table: Name, columns: readonly string[], mayBuild: (index: CreateIndex) => boolean) {
  const name = nameFor('ix', table.name, ...columns);
  const keys = columns.map((column) => ({ column }));
  const build: CreateIndex = { kind: 'createIndex', table, name, keys };
  const index = { schema: table.schema, name };
  const drop: DropIndex = { kind: 'dropIndex', index, table };
  const apart = { ...build, concurrently: true };
  return mayBuild(apart)
    ? { build: { ...alone(apart), operation: apart }, drop: alone({ ...drop, concurrently: true }) }
    : { build: { ...shared(build), operation: build }, drop: shared(drop) };
}
