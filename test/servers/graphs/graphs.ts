/** The texts of revision files that make one graph. */
export interface Made {
  readonly name: string;
  readonly revisions: readonly string[];
}

export const fixedGraphs: readonly Made[] = [
  { name: 'one line', revisions: [revision('a'), revision('b', 'a'), revision('c', 'b')] },
  { name: 'two heads', revisions: [revision('a'), revision('b', 'a'), revision('c', 'a')] },
  { name: 'several roots', revisions: [revision('a'), revision('b'), revision('c', 'b')] },
  {
    name: 'a merge of three',
    revisions: [revision('a'), ...['b', 'c', 'd'].map((id) => revision(id, 'a')), revision('m', 'b', 'c', 'd')],
  },
  {
    name: 'a merge of a revision with its own parent',
    revisions: [revision('a'), revision('b', 'a'), revision('m', 'a', 'b')],
  },
  {
    name: 'dependencies across branches, by id and by label',
    revisions: [
      `${revision('a')}branch_labels = ("left",)\n`,
      `${revision('b')}branch_labels = ["right", "side"]\n`,
      `${revision('c', 'a')}depends_on = "b"\n`,
      `${revision('d', 'b')}depends_on = ("left", "a")\n`,
    ],
  },
  {
    name: 'a dependency on an ancestor, and one that a parent has already',
    revisions: [
      revision('a'),
      revision('z'),
      `${revision('b', 'a')}depends_on = ("z",)\n`,
      `${revision('c', 'b')}depends_on = ("z", "a")\n`,
    ],
  },
  {
    name: 'lists, annotations and names of other kinds',
    revisions: [
      'from typing import Sequence, Union\nrevision: str = "a"\ndown_revision: Union[str, None] = None\n',
      'revision = "b"\ndown_revision = ["a"]\nbranch_labels = "lone"\n',
      'revision = "c"\ndown_revision = ("a",)\n',
      'revision = "Ω-ü"\ndown_revision = ("b", "c")\n'.replace('-', '_'),
    ],
  },
];

/** A graph of sixty revisions by chance: the same seed draws the same one. */
export function drawnGraph(seed: number): Made {
  const next = dice(seed);
  const revisions = Array.from({ length: 60 }, (_, at) => {
    const earlier = () => `r${Math.floor(next() * Math.min(at, 12)) + Math.max(0, at - 12)}`;
    const count = at === 0 || next() < 0.05 ? 0 : next() < 0.15 ? 2 + Math.floor(next() * 2) : 1;
    const parents = [...new Set(Array.from({ length: count }, earlier))];
    const depends = at > 1 && next() < 0.1 ? [earlier()].filter((each) => !parents.includes(each)) : [];
    const label = next() < 0.05 ? [`label${at}`] : [];
    const more = [
      ...(depends.length > 0 ? [`depends_on = ${JSON.stringify(depends)}`] : []),
      ...(label.length > 0 ? [`branch_labels = ${JSON.stringify(label)}`] : []),
    ];
    return `${revision(`r${at}`, ...parents)}${more.map((line) => `${line}\n`).join('')}`;
  });
  return { name: `sixty revisions of seed ${seed}`, revisions };
}

function revision(id: string, ...parents: readonly string[]): string {
  const [first, second] = parents;
  const named = second === undefined ? JSON.stringify(first ?? null).replace('null', 'None') : JSON.stringify(parents);
  return `revision = "${id}"\ndown_revision = ${named}\n`;
}

/** Mulberry32. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
