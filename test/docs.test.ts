import { expect, test } from 'vitest';
import { rulePage } from '../server/src/analysis/rule-page.ts';
import { rules } from '../server/src/rules/index.ts';

// `npm run generate` writes the pages; a page that differs from its rule is stale.
test.each(rules.map((rule) => [rule.id, rule] as const))(
  'the page of %s is what the rule says',
  async (id, rule) => await expect(await rulePage(rule)).toMatchFileSnapshot(`../docs/rules/${id}.md`),
);
