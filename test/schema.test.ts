import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { engines } from '../server/src/engines/index.ts';
import { readSettingsFile, settingsFileName } from '../server/src/project/settings-file.ts';
import { rules } from '../server/src/rules/index.ts';

const path = new URL('../docs/settings.schema.json', import.meta.url).pathname;
const properties: Readonly<Record<string, object>> = manifest.contributes.configuration.properties;

test('the settings file has a schema of the same words as the settings of the editor (npm run generate writes it)', async () => {
  await expect(`${JSON.stringify(schema(), null, 2)}\n`).toMatchFileSnapshot(path);
});

test('the editor is told of the schema, and the package has it', () => {
  const [{ fileMatch, url } = { fileMatch: '', url: '' }] = manifest.contributes.jsonValidation;
  expect(fileMatch).toBe(settingsFileName);
  expect(new URL(`../${url}`, import.meta.url).pathname).toBe(path);
  expect(readFileSync(new URL('../.vscodeignore', import.meta.url), 'utf8')).toContain(`!${url.slice(2)}\n`);
});

test('what the schema offers is understood, each word of it', () => {
  for (const [key, { enum: words = [] }] of Object.entries(said()))
    for (const word of words) expect([key, word, problemsOf({ [key]: word })]).toEqual([key, word, []]);
});

test('every setting of the file is in the schema, and nothing else', () => {
  const text = JSON.stringify(Object.fromEntries(Object.keys(said()).map((key) => [key, null])));
  expect(problemsOf(JSON.parse(text))).toEqual([]);
  expect(problemsOf({ $schema: './settings.schema.json' })).toEqual([]);
  expect(problemsOf({ unheardOf: 1 })).toEqual(['There is no setting "unheardOf"']);
});

function problemsOf(value: object): readonly string[] {
  const vocabulary = { rules: rules.map(({ id }) => id), engines };
  const file = readSettingsFile({ path: settingsFileName, text: JSON.stringify(value) }, vocabulary);
  return file?.problems.map(({ message }) => message) ?? ['no settings'];
}

interface Said {
  readonly enum?: readonly string[];
}

/** What the schema says of each key; an empty word stands for none in the editor, and is left out in a file. */
function said(): Readonly<Record<string, Said>> {
  const own = Object.entries(properties).filter(([key]) => !editorOnly.has(key));
  return Object.fromEntries(own.map(([key, each]) => [key.replace('migrationWriter.', ''), inFile(each)]));
}

const editorOnly: ReadonlySet<string> = new Set(['migrationWriter.trace.server']);

function inFile(property: object): Said {
  const kept = Object.entries(property).filter(([key, value]) => !forEditor.has(key) && value !== '');
  const words: readonly unknown[] = 'enum' in property && Array.isArray(property.enum) ? property.enum : [];
  return Object.fromEntries(
    kept.map(([key, value]) => [
      key === 'markdownDescription' ? 'description' : key,
      isByWord.has(key) && Array.isArray(value) ? value.filter((_, at) => words[at] !== '') : value,
    ]),
  );
}

const forEditor: ReadonlySet<string> = new Set(['scope', 'enumItemLabels', 'order']);

const isByWord: ReadonlySet<string> = new Set(['enum', 'enumDescriptions', 'markdownEnumDescriptions']);

function schema() {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Settings of Migration Writer',
    type: 'object',
    properties: { $schema: { type: 'string' }, ...said() },
    additionalProperties: false,
  };
}
