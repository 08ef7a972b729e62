import { expect, test } from 'vitest';
import type { Analysis } from '../../server/src/analysis/analyze.ts';
import { changeOf } from '../../server/src/analysis/change.ts';
import type { EngineName } from '../../server/src/model/engine.ts';
import { analyzed } from '../marked.ts';

const column = 'def upgrade():\n    op.add_column("user", sa.Column("age", sa.Integer(), nullable=False))\n';

test.each([
  ['postgresql', '15', ['Add age nullable', 'Give age']],
  ['mysql', '8.0', ['Add age nullable', 'Give age']],
  ['mariadb', '10.11', ['Add age nullable', 'Give age']],
  ['sqlite', '3.40', ['Give age']],
  ['sqlite', '3.53', ['Add age nullable', 'Give age']],
] as const)('%s %s takes: %j', async (engine, version, expected) => {
  const { analysis } = await analyzed(column, { engine, version });
  expect(titles(analysis)).toHaveLength(expected.length);
  for (const [index, start] of expected.entries()) expect(titles(analysis)[index]).toMatch(new RegExp(`^${start}`));
});

test('where nothing can be validated the plan has no CHECK, and says the whole column again', async () => {
  const text = await followed('mysql');
  expect(text).not.toMatch(/check|VALIDATE|postgresql/i);
  expect(text).toContain('op.alter_column("user", "age", existing_type=sa.Integer(), nullable=False)');
});

test('where it can, the CHECK comes first', async () => {
  const text = await followed('postgresql');
  expect(text).toContain('postgresql_not_valid=True');
  expect(text).toContain('VALIDATE CONSTRAINT');
});

async function followed(engine: EngineName): Promise<string> {
  const { analysis, workspace } = await analyzed(column, { engine });
  const fix = analysis.findings.flatMap(({ fixes }) => fixes).find(({ title }) => title.startsWith('Add age nullable'));
  const change = fix && (await changeOf(fix, analysis, workspace));
  return change?.newFiles.map(({ text }) => text).join('\n') ?? '';
}

function titles({ findings }: Analysis): readonly string[] {
  return findings
    .filter(({ rule }) => rule === 'not-null-without-default')
    .flatMap(({ fixes }) => fixes.map(({ title }) => title));
}
