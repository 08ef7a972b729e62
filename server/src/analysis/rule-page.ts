import { engineFor, engines } from '../engines/index.ts';
import { type EngineName, titleOf } from '../model/engine.ts';
import type { Severity } from '../model/finding.ts';
import type { Example, Rule } from '../model/rule.ts';
import { type Trial, trialsOf } from './trial.ts';

/**
 * A rule's documentation as Markdown, from the rule's own value. On which engines and versions it speaks, and what its example
 * does there, is found by trying it. The grammars of all languages must have been loaded.
 */
export async function rulePage(rule: Rule): Promise<string> {
  const { id, severity, docs, examples, offByDefault } = rule;
  const trials = await Promise.all(examples.map((example) => trialsOf(rule, example)));
  const links = [...new Set([...(docs.links ?? []), ...trials.flat().flatMap((trial) => trial.manuals)])];
  const parts = [
    `# ${id}`,
    docs.what,
    `Severity: **${severity}**${calmer(rule)}${offByDefault ? '. Off unless the settings turn it on' : ''}`,
    ...foundOn(trials.flat()),
    `## Why\n\n${docs.why}`,
    `## Instead\n\n${docs.instead}`,
    ...examples.map((example, index) => exampleText(example, trials[index] ?? [], examples.length)),
    `## Settings\n\nSet its severity, or turn it off, in \`.migration-writer.json\` or in the editor's \`migrationWriter.rules\`:\n\n${fenced('json', `{ "rules": { "${id}": "off" } }`)}`,
    `## Ignore it once\n\nIn a comment at the end of the line or on the line above, with the reason; in SQL behind \`--\`:\n\n${fenced('python', `# migration-writer: ignore[${id}] why this is safe here`)}\n\n\`ignore-file[${id}]\` in the file's first comment is for the whole file.`,
    ...(links.length > 0 ? [`## Read more\n\n${links.map((url) => `- <${url}>`).join('\n')}`] : []),
  ];
  return `${parts.join('\n\n')}\n`;
}

function calmer({ inDowngrade, inMaintenanceWindow }: Rule): string {
  if (inMaintenanceWindow === undefined) return downgrades[inDowngrade];
  if (inDowngrade === 'lower')
    return '; in a downgrade, and where migrations run in a maintenance window, one level lower';
  return `; where migrations run in a maintenance window one level lower${downgrades[inDowngrade]}`;
}

const downgrades: Readonly<Record<Rule['inDowngrade'], string>> = {
  lower: '; in a downgrade one level lower',
  same: ', in a downgrade as well',
  silent: '; not in a downgrade',
};

/** By engine, in which versions an example is found. */
function foundOn(trials: readonly Trial[]): readonly string[] {
  const lines = engines.flatMap(({ name, title }) => {
    const ranges = new Map<Severity, string[]>();
    for (const { found, versions } of joined(trials.filter((each) => each.engine === name)))
      if (found) ranges.set(found, [...(ranges.get(found) ?? []), versionsText(name, versions)]);
    const said = [...ranges].map(
      ([severity, texts]) => `${[...new Set(texts)].filter((text) => text !== '').join(', ')}: ${severity}`,
    );
    return said.length > 0 ? [`- ${title} ${said.join('; ')}`.replace(' :', ':')] : [];
  });
  return lines.length > 0 ? [`## Where\n\nIts examples are found on\n\n${lines.join('\n')}`] : [];
}

/** Neighbours that are found alike, whatever they do. */
function joined(trials: readonly Trial[]): readonly Trial[] {
  const all: Trial[] = [];
  for (const trial of trials) {
    const last = all.at(-1);
    const { versions } = engineFor(trial.engine);
    const follows = last && versions.indexOf(last.versions[1]) < versions.indexOf(trial.versions[0]);
    if (last && follows && last.found === trial.found)
      all[all.length - 1] = { ...last, versions: [last.versions[0], trial.versions[1]] };
    else all.push(trial);
  }
  return all;
}

function exampleText({ engine, tool, history = [], bad, good }: Example, trials: readonly Trial[], of: number): string {
  const language = tool === 'sql' ? 'sql' : 'python';
  return [
    `## Example${of > 1 ? ` (${titleOf(engine)}${tool === 'sql' ? ', SQL' : ''})` : ''}`,
    ...(history.length > 0 ? [`Behind\n\n${fenced(language, history.join('\n\n'))}`] : []),
    `Found:\n\n${fenced(language, bad)}`,
    `Instead:\n\n${fenced(language, good)}`,
    ...whatTheyDo(trials),
  ].join('\n\n');
}

/** What both do, where the example is found. */
function whatTheyDo(trials: readonly Trial[]): readonly string[] {
  const rows = trials.flatMap(({ engine, versions, found, bad, good }) =>
    found && bad !== good && bad !== ''
      ? [`| ${`${titleOf(engine)} ${versionsText(engine, versions)}`.trim()} | ${bad} | ${good || 'nothing'} |`]
      : [],
  );
  if (rows.length === 0) return [];
  return [`What it does there:\n\n${['| | Found | Instead |', '|---|---|---|', ...rows].join('\n')}`];
}

/** Empty for all versions that are known. */
function versionsText(engine: EngineName, [from, to]: Trial['versions']): string {
  const { versions } = engineFor(engine);
  if (to !== versions.at(-1)) return from === to ? from : `${from} to ${to}`;
  return from === versions[0] ? '' : `${from} and later`;
}

function fenced(language: string, code: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}
