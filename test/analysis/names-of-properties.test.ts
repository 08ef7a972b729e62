import { expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { everyFailure } from '../../server/src/analysis/judge.ts';
import type { EngineName } from '../../server/src/model/engine.ts';
import { memoryWorkspace } from '../marked.ts';

const engines: readonly EngineName[] = ['postgresql', 'mysql', 'mariadb', 'sqlite'];
const names = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];

test.each(engines.flatMap((engine) => names.map((name) => ({ engine, name }))))(
  'on $engine anything may be called $name',
  async ({ engine, name }) => {
    const text = [
      `CREATE TABLE ${name} (a ${name}, b varchar(10));`,
      `ALTER TABLE t ADD COLUMN ${name} ${name} NOT NULL;`,
      `ALTER TABLE t ADD CONSTRAINT ${name} UNIQUE (${name});`,
      engine === 'postgresql'
        ? `ALTER TABLE t ALTER COLUMN b TYPE ${name} COLLATE ${name} USING ${name}(b);`
        : `ALTER TABLE t MODIFY COLUMN b ${name} CHARACTER SET ${name} COLLATE ${name}_ci;`,
      `SET ${name} = ${name};`,
      `SELECT ${name}(1) FROM t;`,
    ].join('\n');
    const source = { path: `/app/migrations/0009_x.${name}.sql`, text };
    const analysis = await analyze(
      source,
      memoryWorkspace(source, { tool: 'sql', engine, history: ['CREATE TABLE t (b varchar(10));'] }),
    );
    expect(analysis && everyFailure(analysis)).toEqual([]);
    expect(analysis?.up.map(({ effects }) => typeof effects.does)).toEqual(analysis?.up.map(() => 'string'));
  },
);
