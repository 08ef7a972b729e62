import { format } from '@wasm-fmt/ruff_fmt';
import { expect, test } from 'vitest';
import { analyze } from '../../server/src/analysis/analyze.ts';
import { revisionHeader } from '../../server/src/analysis/example.ts';
import { scaffold } from '../../server/src/analysis/scaffold.ts';
import { engineFor } from '../../server/src/engines/index.ts';
import { type EngineName, engineNames } from '../../server/src/model/engine.ts';
import { newNames } from '../../server/src/model/new-names.ts';
import { lengthOf } from '../../server/src/model/traits.ts';
import { patterns } from '../../server/src/plans/index.ts';
import { parsePython } from '../../server/src/python/parse.ts';
import { quotingOf } from '../../server/src/sql/quoting.ts';
import type { Source } from '../../server/src/text.ts';
import { memoryWorkspace, type Setting } from '../marked.ts';

/** Each is the name of a schema, a table and its columns, with an ending that tells them apart. */
const names = [
  'Order Lines',
  'select',
  'it\'s "so"',
  'back`tick',
  'back\\slash',
  '100%',
  'a:b',
  'v1.users',
  'a, b',
  '-- x',
  '/* x */',
  'x; DROP TABLE y',
  '$1',
  '$$',
  '{x}',
  '"""',
  "'''",
  'Größe',
  '名前',
  // All of these come to the sixty-three bytes that PostgreSQL keeps, or to one less.
  'n'.repeat(60),
  'ü'.repeat(30),
  '😀'.repeat(15),
];

const tools = ['alembic', 'sql'] as const;

/**
 * Each on every engine, in one tool and the other by turns. In rows of plain SQL for SQLite a doubled quote stays doubled as they are
 * read: a name that holds one is tried there by Alembic.
 */
const cases = names.flatMap((name, row) =>
  engineNames.map((engine, column) => ({
    name,
    engine,
    tool: (row + column) % 2 === 0 || (name.includes('"') && engine === 'sqlite') ? tools[0] : tools[1],
  })),
);

test.each(cases)('$name on $engine, by $tool', { timeout: 30_000 }, async ({ name, engine, tool }) => {
  const calm = await (calmly.get(`${tool} ${engine}`) ?? outcomes('calm', engine, tool));
  calmly.set(`${tool} ${engine}`, calm);
  const found = await outcomes(name, engine, tool);
  expect(found.map((each) => each.said)).toEqual(calm.map((each) => each.said));
  expect(found.flatMap(({ wrong }) => wrong)).toEqual([]);
  const isShort = lengthOf(name, 'bytes') < 20;
  const given = found.map(({ pattern, names }) => ({
    pattern,
    names: names.map((each) => each.replaceAll(name, 'calm')),
  }));
  if (isShort) expect(given).toEqual(calm.map(({ pattern, names }) => ({ pattern, names })));
  const { longestName } = engineFor(engine).traits;
  const all = found.flatMap(({ names }) => names);
  expect(all.filter((each) => lone.test(each))).toEqual([]);
  if (longestName) expect(all.filter((each) => lengthOf(each, longestName.unit) > longestName.length)).toEqual([]);
  found.forEach(({ pattern, names }, index) => {
    const distinct = (list: readonly string[] = []) => new Set(list).size;
    expect(distinct(names), pattern).toBe(distinct(calm[index]?.names));
  });
});

/** What an ordinary name comes to, by tool and engine. */
const calmly = new Map<string, readonly Outcome[]>();

/** Half of a character. */
const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** What each pattern makes of a name, and what is wrong with it. */
async function outcomes(name: string, engine: EngineName, tool: 'alembic' | 'sql'): Promise<readonly Outcome[]> {
  const world = worldOf(name, engine);
  const source = tool === 'sql' ? plain : revision;
  const setting: Setting = { engine, history: [world[tool]], ...(tool === 'sql' && { tool }) };
  const made: Outcome[] = [];
  for (const [pattern, answers] of world.answers) {
    const workspace = memoryWorkspace(source, setting);
    const files = await scaffold(pattern, answers, source.path, workspace, { form: 'phased' });
    if ('problem' in files) made.push({ pattern, said: `${pattern}: refused`, names: [], wrong: [] });
    else made.push(await outcomeOf(pattern, files.files, setting));
  }
  return made;
}

interface Outcome {
  readonly pattern: string;
  readonly said: string;
  /** All that were given. */
  readonly names: readonly string[];
  readonly wrong: readonly string[];
}

async function outcomeOf(pattern: string, files: readonly Source[], setting: Setting): Promise<Outcome> {
  const kinds: string[] = [];
  const given: string[] = [];
  const wrong: string[] = [];
  for (const file of files) {
    expect(file.text).not.toContain('the model has no words');
    if (file.path.endsWith('.py')) {
      expect(parsePython(file.text).firstError, file.text).toBeUndefined();
      expect(format(file.text, file.path)).toBe(file.text);
    }
    const others = { ...setting, children: files.filter((each) => each !== file) };
    const analysis = await analyze(file, memoryWorkspace(file, others));
    for (const { operation, error } of [...(analysis?.up ?? []), ...(analysis?.down ?? [])]) {
      kinds.push(operation.kind);
      given.push(...newNames(operation));
      if (error) wrong.push(`${pattern}: not read in\n${file.text}`);
    }
    for (const { rule, message } of analysis?.findings ?? [])
      if (wrongNames.has(rule)) wrong.push(`${pattern}: ${rule}: ${message} in\n${file.text}`);
  }
  return { pattern, said: `${pattern}: ${kinds.join(' ')}`, names: given, wrong };
}

/** What is said of names that do not arrive as they set out. */
const wrongNames = new Set([
  ...['name-unknown', 'syntax-error', 'statement-refused', 'identifier-too-long'],
  ...['bind-colon-in-sql', 'several-statements-in-execute', 'index-duplicated'],
]);

interface World {
  /** The history that makes the tables, in either tool. */
  readonly alembic: string;
  readonly sql: string;
  readonly answers: readonly (readonly [pattern: string, answers: Readonly<Record<string, string>>])[];
}

function worldOf(name: string, engine: EngineName): World {
  const { identifier: q, constant } = quotingOf(engine);
  const schemas = engine === 'postgresql';
  const [table, a, b, fresh, second] = ['t', 'a', 'b', 'f', 'g'].map((end) => `${name}${end}`);
  const other = `o${name}`;
  if (!table || !a || !b || !fresh || !second) throw new Error('five names');
  const [py, as] = [JSON.stringify, (each: string) => `"${each.replaceAll('"', '""')}"`];
  const where = schemas ? `, schema=${py(name)}` : '';
  const dot = (each: string) => (schemas ? `${q(name)}.${q(each)}` : q(each));
  const own = (each: string) => (schemas ? `${as(name)}.${as(each)}` : as(each));
  const [t, columns] = [{ table: own(table) }, (...each: readonly string[]) => each.map(as).join(', ')];
  const text = engine === 'postgresql' || engine === 'sqlite' ? 'text' : 'varchar(50)';
  return {
    alembic: [
      `op.create_table(${py(other)}, sa.Column("id", sa.BigInteger(), primary_key=True)${where})`,
      `op.create_table(${py(table)}, sa.Column("id", sa.Integer(), primary_key=True), sa.Column(${py(a)}, sa.String(50), nullable=True), sa.Column(${py(b)}, sa.BigInteger(), nullable=True)${where})`,
      `op.create_index(${py(`${name}i`)}, ${py(table)}, [${py(a)}]${where})`,
    ].join('\n'),
    sql: [
      `CREATE TABLE ${dot(other)} (id bigint PRIMARY KEY);`,
      `CREATE TABLE ${dot(table)} (id integer PRIMARY KEY, ${q(a)} ${text}, ${q(b)} bigint);`,
      `CREATE INDEX ${q(`${name}i`)} ON ${dot(table)} (${q(a)});`,
    ].join('\n'),
    answers: [
      ['add-column', { ...t, column: as(fresh), type: 'varchar(20)' }],
      ['add-not-null-column', { ...t, column: as(fresh), type: 'varchar(20)', value: constant(name) }],
      ['generated-column', { ...t, column: as(fresh), type: 'varchar(50)', expression: `lower(${q(a)})` }],
      ['add-identity-column', { ...t, column: as(fresh), type: 'bigint' }],
      ['set-not-null', { ...t, column: as(a), value: constant(name) }],
      ['change-type', { ...t, column: as(b), type: 'integer' }],
      ['key-to-bigint', t],
      ['rename-column', { ...t, column: as(a), to: as(fresh) }],
      [
        'split-column',
        {
          ...{ ...t, column: as(a), first: as(fresh), firstValue: `lower(${q(a)})`, second: as(second) },
          ...{ secondValue: `upper(${q(a)})`, value: q(fresh) },
        },
      ],
      [
        'merge-columns',
        {
          ...{ ...t, first: as(a), second: as(b), to: as(fresh), value: q(a), type: 'varchar(50)' },
          ...{ firstValue: q(fresh), secondValue: '1' },
        },
      ],
      ['drop-column', { ...t, column: as(a) }],
      ['rename-table', { ...t, to: as(fresh) }],
      ['drop-table', t],
      ['add-index', { ...t, column: columns(a, b) }],
      ['replace-index', { ...t, index: as(`${name}i`), column: columns(a, b) }],
      ['add-foreign-key', { ...t, column: as(b), references: own(other), key: 'id' }],
      ['add-check', { ...t, expression: `${q(b)} > 0`, name: as(`${name}c`) }],
      ['add-unique', { ...t, column: columns(a, b) }],
      ['backfill', { ...t, column: as(a), value: constant(name) }],
    ],
  };
}

const revision: Source = { path: '/app/migrations/versions/b2_change.py', text: revisionHeader };
const plain: Source = { path: '/app/migrations/0100_change.sql', text: 'SELECT 1;\n' };

test('every pattern is tried, but for those of partitions and enumerated types, of keys and two tables, and the empty one', () => {
  const tried = worldOf('x', 'postgresql').answers.map(([pattern]) => pattern);
  const left = patterns.map(({ id }) => id).filter((id) => !tried.includes(id));
  expect(left).toEqual([
    ...['empty', 'move-column', 'add-partitioned-index', 'add-primary-key', 'attach-partition'],
    ...['add-enum-value', 'rename-enum-value', 'remove-enum-value'],
  ]);
});
