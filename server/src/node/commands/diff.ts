import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** A patch that `git apply` and `patch -p1` take; `before` is undefined for a new file. */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  if (before === after) return '';
  const from = before === undefined ? '/dev/null' : `a/${path}`;
  const options = { context: 3, headerOptions: FILE_HEADERS_ONLY };
  return createTwoFilesPatch(from, `b/${path}`, before ?? '', after, undefined, undefined, options);
}
