import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Source } from '../server/src/text.ts';

/** A built-in template by its name, without `.hbs`. */
export function templateNamed(name: string): Source {
  const path = resolve(import.meta.dirname, '../templates', `${name}.hbs`);
  return { path, text: readFileSync(path, 'utf8') };
}
