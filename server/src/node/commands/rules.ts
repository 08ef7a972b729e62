import { rulePage } from '../../analysis/rule-page.ts';
import type { Rule } from '../../model/rule.ts';
import { loadSql } from '../../sql/parse.ts';
import { loadGrammars } from '../grammars.ts';
import { type Arguments, type Problem, type Syntax, unknownRule } from '../options.ts';
import type { Catalogue, ExitCode, Terminal } from '../terminal.ts';

export const rulesSyntax: Syntax = { formats: ['text', 'markdown', 'json'] };

/** Prints the catalogue of rules, or the pages of those that are named: the same as in docs/rules. */
export async function rules(args: Arguments, terminal: Terminal, catalogue: Catalogue): Promise<ExitCode | Problem> {
  const unknown = args.paths.map((id) => unknownRule(id, catalogue)).find((each) => each !== undefined);
  if (unknown) return unknown;
  const chosen =
    args.paths.length === 0 ? catalogue.rules : catalogue.rules.filter((rule) => args.paths.includes(rule.id));
  if (args.format === 'json') terminal.out(`${JSON.stringify(chosen.map(plain), null, 2)}\n`);
  else if (args.paths.length > 0) terminal.out((await pages(chosen)).join('\n'));
  else terminal.out(`${args.format === 'markdown' ? table(chosen) : chosen.map(line(chosen)).join('\n')}\n`);
  return 0;
}

/** What the examples do is tried, in every language that they may be written in. */
async function pages(chosen: readonly Rule[]): Promise<readonly string[]> {
  await Promise.all([loadGrammars('all'), loadSql()]);
  return Promise.all(chosen.map(rulePage));
}

function plain({ id, severity, inDowngrade, offByDefault, docs, examples }: Rule) {
  return { id, severity, inDowngrade, ...(offByDefault && { offByDefault }), ...docs, examples };
}

function line(all: readonly Rule[]): (rule: Rule) => string {
  const width = Math.max(...all.map((rule) => rule.id.length));
  return ({ id, severity, docs }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${docs.what}`;
}

function table(all: readonly Rule[]): string {
  const rows = all.map(({ id, severity, docs }) => `| \`${id}\` | ${severity} | ${docs.what.replaceAll('|', '\\|')} |`);
  return ['| Rule | Severity | What |', '|---|---|---|', ...rows].join('\n');
}
