import { type Analysis, analyze } from '../../analysis/analyze.ts';
import { changeOf } from '../../analysis/change.ts';
import type { Finding } from '../../model/finding.ts';
import { applyEdits, type Source } from '../../text.ts';
import type { FileWorkspace } from '../workspace.ts';
import { isPhased } from './json.ts';

/** Which findings are to be fixed, and whether new files may be made for them. */
export interface Wanted {
  readonly phased: boolean;
  takes(finding: Finding): boolean;
}

export interface Applied {
  readonly before: Source;
  readonly after: Source;
  readonly created: readonly Source[];
  /** Other files that exist and were edited too, as they were and as they are. */
  readonly elsewhere: readonly { readonly before: Source; readonly after: Source }[];
  /** Of the fixes, in the order in which they were applied. */
  readonly titles: readonly string[];
}

/**
 * Applies fixes one after the other, each to the text that the one before it left behind. What only turns up because of a
 * fix is left alone, and so is a finding whose fix would leave a text that cannot be parsed. The workspace sees the new
 * files, so that later plans follow them.
 */
export async function applyFixes(analysis: Analysis, wanted: Wanted, workspace: FileWorkspace): Promise<Applied> {
  const open = new Map<string, number>();
  for (const finding of analysis.findings) {
    if (wanted.takes(finding)) open.set(keyOf(finding), (open.get(keyOf(finding)) ?? 0) + 1);
  }
  let current = analysis;
  const created: Source[] = [];
  const elsewhere = new Map<string, { readonly before: Source; readonly after: Source }>();
  const titles: string[] = [];
  for (let next = takeNext(current, wanted, open); next; next = takeNext(current, wanted, open)) {
    const change = await changeOf(next.fix, current, workspace);
    if (!change) continue;
    const source = { path: current.source.path, text: applyEdits(current.source.text, change.edits) };
    const fixed = await analyze(source, workspace);
    if (!fixed || fixed.migration.errors.length > 0) continue;
    for (const { source: before, edits } of change.elsewhere ?? []) {
      const after = { path: before.path, text: applyEdits(before.text, edits) };
      elsewhere.set(before.path, { before: elsewhere.get(before.path)?.before ?? before, after });
      workspace.overlay(after.path, after.text);
    }
    for (const file of change.newFiles) workspace.overlay(file.path, file.text);
    created.push(...change.newFiles);
    titles.push(next.fix.title);
    const others = change.newFiles.length > 0 || change.elsewhere !== undefined;
    current = others ? ((await analyze(source, workspace)) ?? fixed) : fixed;
  }
  return { before: analysis.source, after: current.source, created, elsewhere: [...elsewhere.values()], titles };
}

/** The next finding that has a fix, which is counted off: each is tried once. */
function takeNext({ findings }: Analysis, wanted: Wanted, open: Map<string, number>) {
  for (const finding of findings) {
    const key = keyOf(finding);
    const left = open.get(key) ?? 0;
    const fix = finding.fixes.find((each) => wanted.phased || !isPhased(each));
    if (left === 0 || !fix) continue;
    open.set(key, left - 1);
    return { finding, fix };
  }
  return undefined;
}

/** Places move while text changes; what a finding says does not. */
function keyOf({ rule, direction, message }: Finding): string {
  return `${rule} ${direction} ${message}`;
}
