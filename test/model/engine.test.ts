import { expect, test } from 'vitest';
import { engineFor } from '../../server/src/engines/index.ts';
import { engineCalled, engineNames, titleOf } from '../../server/src/model/engine.ts';
import type { Operation } from '../../server/src/model/operation.ts';
import { emptySchema } from '../../server/src/model/schema.ts';
import { versionMeant } from '../../server/src/project/version.ts';
import { readSql } from '../../server/src/sql/parse.ts';

const table = { name: 'users' };
const operations: readonly Operation[] = [
  { kind: 'dropTable', table },
  { kind: 'opaque', why: 'it is not read' },
];

/** Holds for an engine as soon as its name is in the table of names. */
test.each(engineNames)('%s knows its title, its versions, and what becomes of a table', (name) => {
  const engine = engineFor(name);
  const { title, versions, assumedVersion, longTermVersion } = engine;
  expect([engine.name, title, engineCalled(title)]).toEqual([name, titleOf(name), name]);
  for (const said of [...versions, assumedVersion, longTermVersion ?? assumedVersion]) {
    expect(versionMeant(said, engine, [])).toEqual({ version: said, note: undefined });
  }
  for (const operation of operations) {
    const text = engine.print(operation);
    const [read] = text === undefined ? [] : readSql(text, name);
    expect(read?.operations.map((each) => each.operation.kind)).toEqual(
      text === undefined ? undefined : [operation.kind],
    );
    for (const version of versions) expect(engine.effects(operation, emptySchema, version).source).toMatch(/^https:/);
  }
});
