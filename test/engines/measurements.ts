import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { EngineName } from '../../server/src/model/engine.ts';
import { type Schema, settled } from '../../server/src/model/schema.ts';
import { schemaAfter } from '../operations.ts';

/** What statements did on real servers, measured elsewhere; it is not part of the repository. */
const folder = resolve(import.meta.dirname, '../../../shared/facts');
const file = resolve(folder, 'measured-effects.jsonl');

/** Why nothing can be compared, as the end of a test's name; empty where the measurements are at hand. */
export const skipped = existsSync(file) ? '' : ` (skipped: there is no ${file})`;

const lines = skipped === '' ? readFileSync(file, 'utf8').trim().split('\n') : [];

export function measurementsOf<M extends { readonly engine: string }>(engine: EngineName): readonly M[] {
  return lines.map((line): M => JSON.parse(line)).filter((each) => each.engine === engine);
}

/** The tables on which they were measured. */
export function baseSchema(engine: EngineName): Schema {
  return settled(schemaAfter(readFileSync(resolve(folder, `base-schema.${engine}.sql`), 'utf8'), engine));
}
