import { after } from '../server/src/model/after.ts';
import type { Action, Engine, EngineName } from '../server/src/model/engine.ts';
import type { Operation } from '../server/src/model/operation.ts';
import { emptySchema, type Schema } from '../server/src/model/schema.ts';
import { readSql } from '../server/src/sql/parse.ts';

/** What the statements do, as the reader of the engine's SQL understands them. */
export function operationsOf(sql: string, engine: EngineName): readonly Operation[] {
  return readSql(sql, engine).flatMap(({ operations }) => operations.map(({ operation }) => operation));
}

/** The schema that the statements leave behind. */
export function schemaAfter(sql: string, engine: EngineName, before: Schema = emptySchema): Schema {
  return operationsOf(sql, engine).reduce(after, before);
}

/** Each operation, what it meets and what it does there alone. */
export function actionsOf(
  operations: readonly Operation[],
  engine: Engine,
  before: Schema,
  version: string,
): readonly Action[] {
  let schema = before;
  return operations.map((operation) => {
    const action = { operation, before: schema, effects: engine.effects(operation, schema, version) };
    schema = after(schema, operation);
    return action;
  });
}
