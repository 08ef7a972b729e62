import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Prints a page of the documentation, and writes it where `WRITE` is set. */
export function publish(name: string, text: string): void {
  console.log(text);
  if (process.env.WRITE !== undefined) writeFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', name), text);
}
