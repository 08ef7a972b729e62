import { createHash } from 'node:crypto';
import type { Analysis } from '../../analysis/analyze.ts';
import type { Finding } from '../../model/finding.ts';
import { shownPath } from '../places.ts';

/**
 * What a finding is known by from one run to the next: its file and what it says, not where that stands, so that lines above
 * may come and go, nor how many files were searched. What is said twice of one file is told apart by its order.
 */
export function fingerprintsOf(analyses: readonly Analysis[], root: string): ReadonlyMap<Finding, string> {
  const seen = new Map<string, number>();
  const fingerprints = new Map<Finding, string>();
  for (const { source, findings } of analyses) {
    for (const finding of findings) {
      const said = finding.message.replace(/\b(lines?) \d+( to \d+)?/g, '$1').replace(/ \(none found in [^)]*\)/, '');
      const identity = JSON.stringify([finding.rule, finding.direction, shownPath(source.path, root), said]);
      const times = (seen.get(identity) ?? 0) + 1;
      seen.set(identity, times);
      fingerprints.set(finding, createHash('sha256').update(`${identity} ${times}`).digest('hex').slice(0, 40));
    }
  }
  return fingerprints;
}
