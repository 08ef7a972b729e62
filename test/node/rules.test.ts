import { expect, test } from 'vitest';
import { rulePage } from '../../server/src/analysis/rule-page.ts';
import { rules } from '../../server/src/rules/index.ts';
import { command } from './command.ts';

test('a rule that is named prints its page of the documentation', async () => {
  const [first, second] = rules;
  const pages = await Promise.all([first, second].map((rule) => rule && rulePage(rule)));
  expect((await command('.', 'rules', second?.id ?? '')).out).toBe(pages[1]);
  expect((await command('.', 'rules', first?.id ?? '', second?.id ?? '')).out).toBe(pages.join('\n'));
  expect((await command('.', 'rules', first?.id ?? '', '--format', 'markdown')).out).toBe(pages[0]);
});

test('the catalogue says of each rule what it finds', async () => {
  const { out } = await command('.', 'rules');
  for (const { id, docs } of rules)
    expect(out).toMatch(new RegExp(`^${id} .*${docs.what.slice(-20).replace(/\W/g, '.')}$`, 'm'));
});
