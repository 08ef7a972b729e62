import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '../text.ts';
import { shippedFile } from './shipped.ts';

/** The text of a template: the user's own where the folder has one of that name, else ours. */
export async function readTemplate(name: string, folder: string | undefined): Promise<Source> {
  const own = folder === undefined ? undefined : join(folder, `${name}.hbs`);
  const path = own !== undefined && existsSync(own) ? own : shippedFile(`templates/${name}.hbs`);
  return { path, text: await readFile(path, 'utf8') };
}

/** Every template that we ship, by its path below their folder. */
export async function shippedTemplates(): Promise<readonly Source[]> {
  const folder = shippedFile('templates');
  const names = await readdir(folder, { recursive: true });
  const templates = names.filter((name) => name.endsWith('.hbs')).sort();
  return Promise.all(
    templates.map(async (name) => ({
      path: name.replaceAll('\\', '/'),
      text: await readFile(join(folder, name), 'utf8'),
    })),
  );
}
