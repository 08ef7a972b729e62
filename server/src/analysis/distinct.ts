import type { Finding } from '../model/finding.ts';

/** Each thing once, and of a long loop's many alike the first few: a line with sixty squiggles is read by nobody. */
export function distinct(findings: readonly Finding[]): readonly Finding[] {
  const places = new Map<string, Set<string>>();
  for (const each of findings) {
    const messages = places.get(placeOf(each)) ?? new Set();
    places.set(placeOf(each), messages.add(each.message));
  }
  const said = new Map<string, Set<string>>();
  return findings.flatMap((each) => {
    const place = placeOf(each);
    const here = said.get(place) ?? new Set();
    if (here.has(each.message)) return [];
    said.set(place, here.add(each.message));
    const more = (places.get(place)?.size ?? 0) - shown;
    if (more < 2 || here.size < shown) return [each];
    return here.size === shown ? [{ ...each, message: `${each.message} (and ${more} more like it here)` }] : [];
  });
}

const shown = 4;

/** A helper that both directions call is one place. */
function placeOf({ rule, span }: Finding): string {
  return `${rule} ${span.start}`;
}
