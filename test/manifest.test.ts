import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { engines } from '../server/src/engines/index.ts';
import { frontends } from '../server/src/frontends/index.ts';
import { readSettings } from '../server/src/project/settings.ts';
import { rules } from '../server/src/rules/index.ts';

const path = new URL('../package.json', import.meta.url).pathname;
const settings = manifest.contributes.configuration.properties;

test('the commands of the manifest are those of the extension', () => {
  const extension = readFileSync(new URL('../client/src/extension.ts', import.meta.url), 'utf8');
  const registered = [...extension.matchAll(/^ {2}'(migrationWriter\.\w+)':/gm)].map((match) => match[1]);
  expect(manifest.contributes.commands.map(({ command }) => command)).toEqual(registered);
});

test('each command of the palette exists', () => {
  const commands = manifest.contributes.commands.map(({ command }) => command);
  expect(manifest.contributes.menus.commandPalette.map(({ command }) => command)).toEqual(commands);
});

test('the settings offer every rule, engine and tool there is (npm run generate writes them)', async () => {
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  const properties = manifest.contributes.configuration.properties;
  const byId = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  properties['migrationWriter.rules'].properties = Object.fromEntries(
    byId.map(({ id, severity, offByDefault, docs }) => [
      id,
      {
        type: 'string',
        enum: ['error', 'warning', 'info', 'off'],
        default: offByDefault ? 'off' : severity,
        description: docs.what,
      },
    ]),
  );
  Object.assign(properties['migrationWriter.engine'], {
    enum: ['', ...engines.map(({ name }) => name)],
    enumItemLabels: ['Detect', ...engines.map(({ title }) => title)],
  });
  properties['migrationWriter.tool'].enum = ['', ...frontends.map(({ name }) => name)];
  expect(properties['migrationWriter.tool'].enumItemLabels).toHaveLength(frontends.length + 1);
  await expect(`${JSON.stringify(manifest, null, 2)}\n`).toMatchFileSnapshot(path);
});

test('what the editor hands over when nobody has set anything is understood, and says nothing', () => {
  const defaults = Object.entries(settings).flatMap(([key, { default: value }]) => {
    const name = key.replace('migrationWriter.', '');
    return name === 'trace.server' ? [] : [[name, value] as const];
  });
  const vocabulary = { rules: rules.map(({ id }) => id), engines };
  const { settings: read, problems } = readSettings(Object.fromEntries(defaults), vocabulary);
  expect(problems).toEqual([]);
  expect(Object.values(read).filter((value) => value !== undefined)).toEqual([{}, {}]);
});
