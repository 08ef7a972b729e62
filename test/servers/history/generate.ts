import type { Source } from '../../../server/src/text.ts';
import { randomNumbers } from '../random-alters.ts';
import { type Known, type KnownTable, statementFor, type World } from './statements.ts';

/** A history that a real Alembic can run: each of its operations is valid where it stands. The same seed gives the same one. */
export function generatedHistory(seed: number, count: number, convention: boolean): readonly Source[] {
  const world: World = { below: randomNumbers(seed), convention, made: 0 };
  const sources: Source[] = [];
  const write = (parents: readonly string[], known: Known): string => {
    const id = `r${String(sources.length + 1).padStart(4, '0')}`;
    sources.push(revision(id, parents, body(world, known)));
    return id;
  };
  const known: Known = { tables: [], enums: [], views: [], sequences: [] };
  let head = write([], known);
  while (sources.length < count - 12) {
    for (let length = 4 + world.below(8); length > 0; length--) head = write([head], known);
    head = merged(world, known, head, write, sources);
  }
  while (sources.length < count) head = write([head], known);
  return sources;
}

/** Two branches, each with tables of its own, so that the order in which they run does not matter; then what merges them. */
function merged(
  world: World,
  known: Known,
  head: string,
  write: (parents: readonly string[], known: Known) => string,
  sources: Source[],
): string {
  const [left, right] = apart(known);
  const ends = [left, right].map((each) => {
    let end = head;
    for (let length = 1 + world.below(4); length > 0; length--) end = write([end], each);
    return end;
  });
  known.tables.splice(0, known.tables.length, ...left.tables, ...right.tables);
  known.enums.splice(0, known.enums.length, ...left.enums, ...right.enums);
  known.views.splice(0, known.views.length, ...left.views, ...right.views);
  known.sequences.splice(0, known.sequences.length, ...left.sequences, ...right.sequences);
  const id = `r${String(sources.length + 1).padStart(4, '0')}`;
  sources.push(revision(id, ends, ['pass']));
  return id;
}

/** Tables that hang together by foreign keys, views or types go to the same side. */
function apart(known: Known): readonly [Known, Known] {
  const sides: readonly [Known, Known] = [nothing(), nothing()];
  const group = new Map(known.tables.map((table) => [table, table] as const));
  const rootOf = (table: KnownTable): KnownTable => {
    const above = group.get(table);
    return above === undefined || above === table ? table : rootOf(above);
  };
  const join = (one: KnownTable, other: KnownTable) => void group.set(rootOf(one), rootOf(other));
  for (const table of known.tables) for (const { target } of table.constraints) if (target) join(table, target);
  for (const type of known.enums) {
    const [first, ...others] = known.tables.filter((table) => table.columns.some(({ type: of }) => of === type));
    if (first) for (const each of others) join(first, each);
  }
  const sideOf = new Map<KnownTable, Known>();
  for (const table of known.tables) {
    const root = rootOf(table);
    const side = sideOf.get(root) ?? sides[sideOf.size % 2 === 0 ? 0 : 1];
    sideOf.set(root, side);
    side.tables.push(table);
  }
  for (const view of known.views) (sideOf.get(rootOf(view.table)) ?? sides[0]).views.push(view);
  for (const type of known.enums) {
    const user = known.tables.find((table) => table.columns.some((column) => column.type === type));
    (user ? (sideOf.get(rootOf(user)) ?? sides[0]) : sides[0]).enums.push(type);
  }
  sides[1].sequences.push(...known.sequences);
  return sides;
}

function nothing(): Known {
  return { tables: [], enums: [], views: [], sequences: [] };
}

function body(world: World, known: Known): readonly string[] {
  const lines: string[] = [];
  for (let count = 1 + world.below(3); count > 0; count--) lines.push(...statementFor(world, known));
  return lines;
}

function revision(id: string, parents: readonly string[], lines: readonly string[]): Source {
  const [only, second] = parents.map((each) => `"${each}"`);
  const down = only === undefined ? 'None' : second === undefined ? only : `(${only}, ${second})`;
  const text = [
    'from alembic import op',
    'import sqlalchemy as sa',
    '',
    `revision = "${id}"`,
    `down_revision = ${down}`,
    '',
    '',
    'def upgrade():',
    ...lines.map((line) => `    ${line}`),
    '',
    '',
    'def downgrade():',
    '    pass',
    '',
  ].join('\n');
  return { path: `/generated/versions/${id}.py`, text };
}
