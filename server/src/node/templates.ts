import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { frontends } from '../frontends/index.ts';
import type { NewFile } from '../model/frontend.ts';
import type { Project } from '../model/workspace.ts';
import type { SettingsProblem } from '../project/settings-file.ts';
import type { Source } from '../text.ts';
import { shippedFile } from './shipped.ts';

/** The text of a template: the user's own where the folder has one of that name, else ours. */
export async function readTemplate(name: string, folder: string | undefined): Promise<Source> {
  const own = folder === undefined ? undefined : join(folder, `${name}.hbs`);
  const path = own !== undefined && existsSync(own) ? own : shippedFile(`templates/${name}.hbs`);
  return { path, text: await readFile(path, 'utf8') };
}

/** What is wrong in the user's own template of new migrations: it would be said when one is written, and take fixes away unseen. */
export async function mistakesIn(
  { tool, environment, engine }: Project,
  folder: string | undefined,
): Promise<readonly SettingsProblem[]> {
  const frontend = frontends.find((each) => each.name === tool);
  const path = folder === undefined ? undefined : join(folder, `${tool}/revision.hbs`);
  if (!frontend || path === undefined || !existsSync(path)) return [];
  const phase = { title: 'title', before: ['What comes first.'], up: [], down: [] };
  const file: NewFile = { phase, id: '1', parents: ['0'], created: new Date(), engine };
  const made = frontend.print(file, environment, { path, text: await readFile(path, 'utf8') });
  if (!('problem' in made)) return [];
  const [, line = '1', message = made.problem] = /, line (\d+): (.*)$/s.exec(made.problem) ?? [];
  const effect = 'no new migration is written by this template, and fixes that make one are not offered';
  return [{ path, line: Number(line), message: `${message}: ${effect}` }];
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
