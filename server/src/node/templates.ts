import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { shippedFile } from './shipped.ts';

/** The text of a template: the user's own where the folder has one of that name, else ours. */
export async function readTemplate(name: string, folder: string | undefined): Promise<string> {
  const own = folder === undefined ? undefined : join(folder, `${name}.hbs`);
  return readFile(own !== undefined && existsSync(own) ? own : shippedFile(`templates/${name}.hbs`), 'utf8');
}
