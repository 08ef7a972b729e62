import { expect, test, vi } from 'vitest';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { everyFailure } from '../../server/src/analysis/judge.ts';
import { downgradeMissing } from '../../server/src/rules/downgrade-missing.ts';
import { memoryWorkspace } from '../marked.ts';

test('a fix is made once, when somebody asks; one that throws takes nothing with it and is told', async () => {
  const lost = new Error('lost');
  const fixes = vi.fn(() => {
    throw lost;
  });
  vi.spyOn(downgradeMissing, 'check').mockImplementation(function* () {
    yield { span: { start: 0, end: 1 }, message: 'There is no way back', fixes };
  });
  const text = 'revision = "b2"\ndown_revision = None\n\n\ndef upgrade():\n    op.drop_table("t")\n';
  const source = { path: '/app/migrations/versions/b2_change.py', text };
  const analysis = await analyze(source, memoryWorkspace(source, {}));
  if (!analysis) throw new Error('not taken for a migration');
  const { findings, failures } = analysis;
  const found = findings.filter(({ rule }) => rule === downgradeMissing.id);
  expect(found.map(({ message }) => message)).toEqual(['There is no way back']);
  expect(failures).toEqual([]);
  expect(fixes).not.toHaveBeenCalled();
  expect(everyFailure(analysis)).toEqual([{ rule: downgradeMissing.id, error: lost }]);
  expect(found[0]?.fixes).toEqual([]);
  expect(fixes).toHaveBeenCalledTimes(1);
});
