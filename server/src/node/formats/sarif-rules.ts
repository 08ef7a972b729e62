import type { ReportingDescriptor } from 'sarif';
import { docsUrl } from '../../analysis/explain.ts';
import { fenced } from '../../analysis/markdown.ts';
import type { Severity } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Checked } from './checked.ts';

/** All rules, and what else findings are called by. */
export function sarifRules({ rules, analyses }: Checked): ReportingDescriptor[] {
  const known = new Set(rules.map(({ id }) => id));
  const found = new Set(analyses.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const others = [...found].filter((id) => !known.has(id)).sort();
  return [...rules.map(descriptor), ...others.map((id) => ({ id, helpUri: docsUrl(id) }))];
}

export const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

function descriptor({ id, severity, offByDefault, docs, examples }: Rule): ReportingDescriptor {
  const example = examples[0];
  const language = example?.tool === 'sql' ? 'sql' : 'python';
  return {
    id,
    name: id.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: docs.what },
    fullDescription: { text: docs.why },
    help: {
      text: `${docs.why}\n\n${docs.instead}`,
      markdown: [
        `**Why** ${docs.why}`,
        `**Instead** ${docs.instead}`,
        ...(example ? ['Found:', fenced(language, example.bad), 'Instead:', fenced(language, example.good)] : []),
        `[More on ${id}](${docsUrl(id)})`,
      ].join('\n\n'),
    },
    helpUri: docsUrl(id),
    defaultConfiguration: { level: levels[severity], ...(offByDefault && { enabled: false }) },
    properties: { tags: ['database', 'migration'], 'problem.severity': problemSeverities[severity] },
  };
}

/** What GitHub shows beside an alert: https://docs.github.com/en/code-security/reference/code-scanning/sarif-support-for-code-scanning */
const problemSeverities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};
