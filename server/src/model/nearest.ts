/** The names that were probably meant, all equally near; none where nothing comes near enough. */
export function nearest(name: string, names: readonly string[]): readonly string[] {
  const near = names.map((each) => ({ each, distance: editDistance(name.toLowerCase(), each.toLowerCase()) }));
  const least = Math.min(...near.map(({ distance }) => distance));
  if (least > Math.max(2, name.length / 4)) return [];
  return near.flatMap(({ each, distance }) => (distance === least ? [each] : []));
}

/** Levenshtein's, row by row. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}
