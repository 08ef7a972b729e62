import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The text of a built-in template by its name, without `.hbs`. */
export function templateText(name: string): string {
  return readFileSync(resolve(import.meta.dirname, '../templates', `${name}.hbs`), 'utf8');
}
