/** The one name that is written most like this; undefined where none is like it, or several are equally so. */
export function nearestName(name: string, names: Iterable<string>): string | undefined {
  const wanted = name.toLowerCase();
  const farthest = Math.min(3, Math.floor(wanted.length / 3));
  let nearest: { readonly name: string; readonly distance: number; readonly alone: boolean } | undefined;
  for (const each of new Set(names)) {
    const other = each.toLowerCase();
    // "created" for "created_at": what was left out stands at the end.
    const isBegun = wanted.length > 2 && (other.startsWith(`${wanted}_`) || wanted.startsWith(`${other}_`));
    const distance = isBegun
      ? Math.min(3, Math.abs(other.length - wanted.length))
      : editDistance(wanted, other, farthest);
    if (each === name || (!isBegun && distance > farthest)) continue;
    if (!nearest || distance < nearest.distance) nearest = { name: each, distance, alone: true };
    else if (distance === nearest.distance) nearest = { ...nearest, alone: false };
  }
  return nearest?.alone ? nearest.name : undefined;
}

/** How many letters are to be put in, taken out, changed or swapped with the next; more than `limit` is not counted on. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [before, last] = [[] as number[], [...b, ''].map((_, at) => at)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const steps = [(last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same];
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) steps.push((before[j - 2] ?? 0) + 1);
      row.push(Math.min(...steps));
    }
    [before, last] = [last, row];
  }
  return last[b.length] ?? 0;
}
