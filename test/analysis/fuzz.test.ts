import { expect, test } from 'vitest';
import { courseOf } from '../../server/src/analysis/course.ts';
import { explain } from '../../server/src/analysis/explain.ts';
import { engineNames } from '../../server/src/model/engine.ts';
import type { AnalyzedStep } from '../../server/src/model/rule.ts';
import { rules } from '../../server/src/rules/index.ts';
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

/** Tables, keys and columns for the statements to meet: most rules ask what was there before. */
const history = [
  'CREATE TABLE t (id int PRIMARY KEY, a int, b text NOT NULL, c int);\nCREATE TABLE u (id int PRIMARY KEY, t_id int REFERENCES t (id));\nCREATE INDEX ix ON t (a, c);',
];
/** Those too that are off as long as nobody asks for them. */
const everyRule = Object.fromEntries(rules.map(({ id, severity }) => [id, severity]));

const seed = freshSeed();

test(`whatever statements stand together, all of it is told (MIGRATION_WRITER_SEED=${seed})`, async () => {
  const dice = diceOf(seed);
  for (let run = 0; run < 200; run++) {
    const engine = engineNames[run % engineNames.length] ?? 'postgresql';
    const parts = Array.from({ length: 1 + dice(12) }, () =>
      dice(2) > 0 ? (statements[dice(statements.length)] ?? '') : mutated(statements, engine, dice),
    );
    const text = `${parts.join(';\n')};\n`;
    const { analysis } = await analyzed(text, { tool: 'sql', engine, history, rules: everyRule });
    expect(analysis.failures, `seed ${seed}: ${text}`).toEqual([]);
    for (let offset = 0; offset < text.length; offset += 1 + dice(60)) explain(analysis, offset);
    // A COMMIT where nothing is open belongs to nothing.
    const does = ({ operation }: AnalyzedStep) => operation.kind !== 'controlTransaction';
    const told = courseOf(analysis).transactions.flatMap(({ steps }) => steps.filter(does));
    expect(told.length, `seed ${seed}: ${text}`).toBe(new Set(told).size);
    expect(new Set(told), `seed ${seed}: ${text}`).toEqual(new Set([...analysis.up, ...analysis.down].filter(does)));
  }
}, 60_000);

const everyKind = `CREATE TABLE "ü" (id serial PRIMARY KEY, o int REFERENCES t (id), j json, n varchar(10));
ALTER TABLE t ADD COLUMN x int NOT NULL DEFAULT 1, DROP COLUMN c, ADD UNIQUE (a);
DO $$ BEGIN UPDATE t SET b = lower(b) WHERE a = 1; END $$;
CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t USING gin (b);
INSERT INTO u SELECT id, a FROM t; -- migration-writer: ignore[x] y
ALTER TYPE e ADD VALUE 'v'; DROP TABLE u CASCADE;
`;

test('a text that ends anywhere, and one that begins anywhere, meets all rules', async () => {
  for (const engine of engineNames)
    for (let at = 0; at < everyKind.length; at += 11)
      for (const text of [everyKind.slice(0, at), everyKind.slice(at)]) {
        const { analysis } = await analyzed(text, { tool: 'sql', engine, history, rules: everyRule });
        expect(analysis.failures, `${engine}: ${text}`).toEqual([]);
      }
}, 60_000);
