import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { engines } from '../server/src/engines/index.ts';
import { frontends } from '../server/src/frontends/index.ts';
import { readSettings } from '../server/src/project/settings.ts';
import { rules } from '../server/src/rules/index.ts';

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

test('the settings offer every rule, engine and tool there is', () => {
  expect(Object.keys(settings['migrationWriter.rules'].properties).sort()).toEqual(rules.map(({ id }) => id).sort());
  expect(settings['migrationWriter.engine'].enum).toEqual(['', ...engines.map(({ name }) => name)]);
  expect(settings['migrationWriter.tool'].enum).toEqual(['', ...frontends.map(({ name }) => name)]);
});

test('what the editor hands over when nobody has set anything is understood, and says nothing', () => {
  const defaults = Object.entries(settings).flatMap(([key, { default: value }]) => {
    const name = key.replace('migrationWriter.', '');
    return name === 'trace.server' ? [] : [[name, value] as const];
  });
  const vocabulary = { rules: rules.map(({ id }) => id), engines };
  const { settings: read, problems } = readSettings(Object.fromEntries(defaults), vocabulary);
  expect(problems).toEqual([]);
  expect(Object.values(read).filter((value) => value !== undefined)).toEqual([{}]);
});
