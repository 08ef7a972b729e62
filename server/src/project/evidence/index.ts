import type { Source } from '../../text.ts';
import type { Clue, EvidenceKind } from '../clue.ts';
import { ci } from './ci.ts';
import { cloudTemplates } from './cloud-templates.ts';
import { compose } from './compose.ts';
import { dependencies } from './dependencies.ts';
import { dockerfile } from './dockerfile.ts';
import { dotenv } from './dotenv.ts';
import { notes } from './notes.ts';
import { pythonSettings } from './python-settings.ts';
import { terraform } from './terraform.ts';

/** Every kind of evidence that files of a project hold, beside settings and a tool's own configuration. */
export const evidenceKinds: readonly EvidenceKind[] = [
  ...[terraform, cloudTemplates, notes, pythonSettings, compose, dotenv, dockerfile, ci, dependencies],
];

/** Whether a file may say what the project is, by its path. */
export function mayBeEvidence(path: string): boolean {
  const slashed = path.replaceAll('\\', '/');
  return evidenceKinds.some((each) => each.reads(slashed));
}

/** All that a file says, kept as long as its text. */
export function cluesIn(source: Source): readonly Clue[] {
  const known = kept.get(source);
  if (known) return known;
  const path = source.path.replaceAll('\\', '/');
  const kind = evidenceKinds.find((each) => each.reads(path));
  const clues = kind?.read({ ...source, path }).map((each) => ({ ...each, path: source.path })) ?? [];
  kept.set(source, clues);
  return clues;
}

const kept = new WeakMap<Source, readonly Clue[]>();
