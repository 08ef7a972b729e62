import type { RevisionInfo, WeighedRevision } from '../../../server/src/protocol.ts';
import { count, idOf, titleOf } from '../views/revision-words.ts';

/** What is undone, and the data that goes with it, for whoever is asked whether to go on. */
export function undoneText(undone: readonly RevisionInfo[], weighed: readonly (WeighedRevision | null)[]): string {
  const rows = undone.map((revision, at) => {
    const known = weighed[at];
    return `• ${titleOf(revision)} (${idOf(revision)}): ${known ? consequence(known) : 'it could not be read'}`;
  });
  const losing = weighed.filter((each) => each && each.loses.length > 0).length;
  const head = losing > 0 ? 'Data goes that no upgrade brings back. ' : '';
  return [`${head}This undoes ${count(undone.length, 'revision')}:`, ...rows].join('\n');
}

function consequence({ loses, unread, wayBack }: WeighedRevision): string {
  if (wayBack === 'missing') return 'it has no way back, so that only its number goes';
  if (wayBack === 'raises') return 'its downgrade refuses to run';
  const goes =
    loses.length > 0 ? `${loses.join(', ')} ${loses.length === 1 ? 'go' : 'all go'}` : 'no data was found to go';
  return unread > 0 ? `${goes}, but ${count(unread, 'statement')} could not be read` : goes;
}
