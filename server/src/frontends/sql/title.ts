import type { Planned } from '../../model/finding.ts';
import { operationTitle } from '../../model/operation-title.ts';

/** What a migration is called that holds a statement which had to leave another one; the words of `text` where no name tells. */
export function titleOf([first]: readonly Planned[], text: string): string {
  const title = first && operationTitle(first.operation);
  return title ?? (text.match(/[\p{L}\p{N}_]+/gu) ?? []).slice(0, 5).join(' ').toLowerCase();
}
