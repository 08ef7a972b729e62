import type { RevisionGraph, RevisionInfo } from '../../server/src/protocol.ts';

/** A graph from lines such as `d: b c`: d follows b and c. The newest stands first. */
export function graphOf(text: string, more: Partial<RevisionGraph> = {}): RevisionGraph {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/[:\s]+/));
  const followers = (key: string) => lines.filter(([, ...parents]) => parents.includes(key)).length;
  const revisions = lines.map(([key = '', ...parents]): RevisionInfo => {
    const standing = [
      ...(followers(key) === 0 ? (['head'] as const) : []),
      ...(parents.length > 1 ? (['merge'] as const) : []),
      ...(followers(key) > 1 ? (['branchpoint'] as const) : []),
    ];
    return revisionOf({ key, id: key, uri: `file:///v/${key}.py`, parents: parents.filter(Boolean), standing });
  });
  return { title: 'migrations', tool: 'alembic', uri: 'file:///v', problems: [], revisions, ...more };
}

export function revisionOf(more: Partial<RevisionInfo>): RevisionInfo {
  const nothing = { labels: [], parents: [], dependsOn: [], missing: [], standing: [], lane: 0, lines: [] };
  return { key: 'a', uri: 'file:///v/a.py', ...nothing, ...more };
}
