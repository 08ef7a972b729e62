import { expect, test } from 'vitest';
import type { Pattern, Question } from '../server/src/model/pattern.ts';
import { patterns } from '../server/src/plans/index.ts';

// `npm run generate` writes the page.
test('the page of patterns is what the patterns say', async () => {
  await expect(page()).toMatchFileSnapshot('../docs/patterns.md');
});

function page(): string {
  return `# Safe patterns

What *Migration Writer: New Migration* and \`migration-writer new\` write, in Alembic's Python or in plain SQL. A change that would make others wait, or that
code cannot follow at once, becomes several linked migrations, each with what to deploy or check before it and with its way back; where that gains
nothing on the engine, its version or a table of that size, one plain migration is written, and the tool says why (\`--form phased|plain\` decides).
Each pattern is carried out by a real Alembic on PostgreSQL, and on MariaDB and SQLite where they have it, forward and back, on PostgreSQL while
applications read and write: [what that spares them, measured](measured-plans.md), also [on five million rows](measured-large-tables.md).

| Pattern | What it does |
|---|---|
${patterns.map(({ id, description }) => `| [\`${id}\`](#${id}) | ${description.replaceAll('|', '\\|')} |`).join('\n')}

${patterns.map(section).join('\n')}`;
}

function section({ id, title, description, asks }: Pattern): string {
  const required = asks.filter(({ optional }) => !optional);
  const example = required.map(({ name, placeholder = '…' }) => `--${name} ${quoted(placeholder)}`).join(' ');
  return `## ${id}

${title.replace(/ \(phased\)$/, '')}. ${description}.

\`\`\`sh
migration-writer new ${[id, example].join(' ').trim()}
\`\`\`
${asks.length === 0 ? '' : `\n${asks.map(asked).join('\n')}\n`}`;
}

function asked({ name, prompt, optional }: Question): string {
  return `- \`--${name}\` ${prompt}${optional && !/\(empty|optional/.test(prompt) ? ' (may be left out)' : ''}`;
}

function quoted(placeholder: string): string {
  return /^[\w.-]+$/.test(placeholder) ? placeholder : `"${placeholder.replaceAll('"', '\\"')}"`;
}
