import type { ArtifactLocation, Fix, Replacement } from 'sarif';
import type { Analysis } from '../../analysis/analyze.ts';
import type { Finding } from '../../model/finding.ts';
import type { Edit, Source } from '../../text.ts';
import { isPhased } from '../commands/json.ts';
import type { Checked } from './checked.ts';
import { regionOf } from './region.ts';

/**
 * The fixes that only edit files that exist, for SARIF has no words for new ones. Each reads the whole file anew: of a file
 * with very many findings the first ones have theirs.
 */
export async function sarifFixes(
  finding: Finding,
  analysis: Analysis,
  { changeOf }: Checked,
  locationOf: (path: string) => ArtifactLocation,
): Promise<Fix[]> {
  if (analysis.findings.indexOf(finding) >= mostWithFixes) return [];
  const written: Fix[] = [];
  for (const fix of finding.fixes) {
    const change = isPhased(fix) ? undefined : await changeOf(fix, analysis);
    if (!change || change.newFiles.length > 0) continue;
    const changed = [{ source: analysis.source, edits: change.edits }, ...(change.elsewhere ?? [])];
    const artifactChanges = changed
      .filter(({ edits }) => edits.length > 0)
      .map(({ source, edits }) => ({
        artifactLocation: locationOf(source.path),
        replacements: joined(edits).map((each) => replacement(each, source)),
      }));
    if (artifactChanges.length > 0) written.push({ description: { text: `${fix.title}.` }, artifactChanges });
  }
  return written;
}

const mostWithFixes = 200;

function replacement({ span, text }: Edit, source: Source): Replacement {
  return { deletedRegion: regionOf(source, span), ...(text !== '' && { insertedContent: { text } }) };
}

/** In the order of the text; what begins at one place is one edit, so that nobody has to know which comes first. */
function joined(edits: readonly Edit[]): readonly Edit[] {
  const ordered = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.span.start - b.edit.span.start || a.edit.span.end - b.edit.span.end || a.order - b.order);
  const all: Edit[] = [];
  for (const { edit } of ordered) {
    const last = all.at(-1);
    if (last && last.span.start === edit.span.start)
      all[all.length - 1] = { span: edit.span, text: last.text + edit.text };
    else all.push(edit);
  }
  return all;
}
