import type { Analysis } from '../analysis/analyze.ts';
import { unknownStart } from '../analysis/history/released.ts';

/** A setting that is for several histories need name a migration of one of them only. */
export function startNotes(analyses: readonly Pick<Analysis, 'project' | 'history'>[]): readonly string[] {
  const settings = new Map(
    analyses.flatMap(({ project: { startAfter } }) =>
      startAfter ? [[JSON.stringify(startAfter), startAfter] as const] : [],
    ),
  );
  return [...settings].flatMap(([key, { revision, path, line }]) => {
    const those = analyses.filter(({ project: { startAfter } }) => JSON.stringify(startAfter) === key);
    const message = unknownStart(
      revision,
      those.map(({ history }) => history),
    );
    if (message === undefined) return [];
    return [path === undefined ? message : `${path}:${line ?? 1}: ${message}`];
  });
}
