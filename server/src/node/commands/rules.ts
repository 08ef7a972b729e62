import type { Rule } from '../../model/rule.ts';
import { type Arguments, type Problem, type Syntax, unknownRule } from '../options.ts';
import { type Catalogue, type ExitCode, type Paint, paintFor, type Terminal } from '../terminal.ts';

export const rulesSyntax: Syntax = { formats: ['text', 'markdown', 'json'] };

/** Prints the catalogue of rules, or the documentation of those that are named. */
export async function rules(args: Arguments, terminal: Terminal, catalogue: Catalogue): Promise<ExitCode | Problem> {
  const unknown = args.paths.map((id) => unknownRule(id, catalogue)).find((each) => each !== undefined);
  if (unknown) return unknown;
  const chosen =
    args.paths.length === 0 ? catalogue.rules : catalogue.rules.filter((rule) => args.paths.includes(rule.id));
  const whole = args.paths.length > 0;
  if (args.format === 'json') terminal.out(`${JSON.stringify(chosen.map(plain), null, 2)}\n`);
  else if (args.format === 'markdown') terminal.out(`${whole ? chosen.map(page).join('\n') : table(chosen)}\n`);
  else terminal.out(`${chosen.map(whole ? (rule) => text(rule, paintFor(terminal)) : line(chosen)).join('\n')}\n`);
  return 0;
}

function plain({ id, severity, inDowngrade, docs, examples }: Rule) {
  return { id, severity, inDowngrade, ...docs, examples };
}

function line(all: readonly Rule[]): (rule: Rule) => string {
  const width = Math.max(...all.map((rule) => rule.id.length));
  return ({ id, severity, docs }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${docs.what}`;
}

function text({ id, severity, docs, examples }: Rule, paint: Paint): string {
  const blocks = examples.map(
    ({ engine, bad, good }) => `On ${engine}:\n\n${indent(bad)}\n\nbecomes\n\n${indent(good)}\n`,
  );
  return [
    `${paint('bold', id)} (${severity})`,
    docs.what,
    `Why: ${docs.why}`,
    `Instead: ${docs.instead}`,
    ...blocks,
  ].join('\n\n');
}

function table(all: readonly Rule[]): string {
  const rows = all.map(({ id, severity, docs }) => `| \`${id}\` | ${severity} | ${docs.what.replaceAll('|', '\\|')} |`);
  return ['| Rule | Severity | What |', '|---|---|---|', ...rows].join('\n');
}

function page({ id, severity, docs, examples }: Rule): string {
  const blocks = examples.flatMap(({ engine, bad, good }) => [
    `On ${engine}:`,
    `\`\`\`python\n${bad.trim()}\n\`\`\``,
    'becomes',
    `\`\`\`python\n${good.trim()}\n\`\`\``,
  ]);
  return [
    `# ${id}`,
    `Severity: ${severity}`,
    docs.what,
    `**Why** ${docs.why}`,
    `**Instead** ${docs.instead}`,
    ...blocks,
  ].join('\n\n');
}

function indent(code: string): string {
  return code.trim().replace(/^/gm, '    ');
}
