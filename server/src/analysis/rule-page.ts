import type { Rule } from '../model/rule.ts';

/** A rule's documentation as Markdown, from the rule's own value. */
export function rulePage(rule: Rule): string {
  const { id, severity, docs, examples, inDowngrade } = rule;
  const parts = [
    `# ${id}`,
    docs.what,
    `Severity: **${severity}**${downgrades[inDowngrade]}`,
    `## Why\n\n${docs.why}`,
    `## Instead\n\n${docs.instead}`,
    ...examples.map(
      ({ engine, tool, bad, good }) =>
        `## Example (${engine})\n\nFound:\n\n\`\`\`${languages[tool ?? 'alembic']}\n${bad}\n\`\`\`\n\nInstead:\n\n\`\`\`${languages[tool ?? 'alembic']}\n${good}\n\`\`\``,
    ),
    `## Settings\n\nSet its severity, or turn it off, in \`.migration-writer.json\` or in the editor's \`migrationWriter.rules\`:\n\n\`\`\`json\n{ "rules": { "${id}": "off" } }\n\`\`\``,
  ];
  return `${parts.join('\n\n')}\n`;
}

const languages = { alembic: 'python', sql: 'sql' } as const;

const downgrades: Readonly<Record<Rule['inDowngrade'], string>> = {
  lower: '; in a downgrade one level lower',
  same: ', in a downgrade as well',
  silent: '; not in a downgrade',
};
