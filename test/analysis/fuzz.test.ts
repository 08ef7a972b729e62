import { expect, test } from 'vitest';
import { courseOf } from '../../server/src/analysis/course.ts';
import { explain } from '../../server/src/analysis/explain.ts';
import { engineNames } from '../../server/src/model/engine.ts';
import type { AnalyzedStep } from '../../server/src/model/rule.ts';
import { diceOf, freshSeed } from '../dice.ts';
import { analyzed } from '../marked.ts';
import { mutated } from '../sql/mutate.ts';
import { postgresqlStatements } from '../sql/statements.ts';

const statements = [
  ...postgresqlStatements,
  'BEGIN',
  'COMMIT',
  'ROLLBACK',
  'SAVEPOINT a',
  'ROLLBACK TO SAVEPOINT a',
  "SET lock_timeout = '5s'",
  'CREATE OR REPLACE VIEW v AS SELECT * FROM v',
  'ALTER TABLE t ATTACH PARTITION t DEFAULT',
  'ALTER TABLE t INHERIT t',
  'CREATE TABLE "__proto__" (constructor int PRIMARY KEY)',
];

const seed = freshSeed();

test(`whatever statements stand together, all of it is told (MIGRATION_WRITER_SEED=${seed})`, async () => {
  const dice = diceOf(seed);
  for (let run = 0; run < 200; run++) {
    const engine = engineNames[run % engineNames.length] ?? 'postgresql';
    const parts = Array.from({ length: 1 + dice(12) }, () =>
      dice(2) > 0 ? (statements[dice(statements.length)] ?? '') : mutated(statements, engine, dice),
    );
    const text = `${parts.join(';\n')};\n`;
    const { analysis } = await analyzed(text, { tool: 'sql', engine });
    expect(analysis.failures, `seed ${seed}: ${text}`).toEqual([]);
    for (let offset = 0; offset < text.length; offset += 1 + dice(60)) explain(analysis, offset);
    // A COMMIT where nothing is open belongs to nothing.
    const does = ({ operation }: AnalyzedStep) => operation.kind !== 'controlTransaction';
    const told = courseOf(analysis).transactions.flatMap(({ steps }) => steps.filter(does));
    expect(told.length, `seed ${seed}: ${text}`).toBe(new Set(told).size);
    expect(new Set(told), `seed ${seed}: ${text}`).toEqual(new Set([...analysis.up, ...analysis.down].filter(does)));
  }
}, 60_000);
