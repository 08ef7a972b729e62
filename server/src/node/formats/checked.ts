import type { Analysis } from '../../analysis/analyze.ts';
import type { Change, Fix } from '../../model/finding.ts';
import type { Rule } from '../../model/rule.ts';
import type { Project } from '../../model/workspace.ts';
import type { Source } from '../../text.ts';
import type { Unreadable } from '../found.ts';
import type { Paint } from '../terminal.ts';

/** What a check came to: all that a format may write of. */
export interface Checked {
  readonly analyses: readonly Analysis[];
  /** What should have been read and could not be. */
  readonly unreadable: readonly Unreadable[];
  readonly project: Project;
  /** All rules there are. */
  readonly rules: readonly Rule[];
  /** Of the product. */
  readonly version: string;
  readonly cwd: string;
  /** The folder that a code host names files from: the repository's, or else the current one. */
  readonly root: string;
  readonly paint: Paint;
  /** Whether JSON is to have the operations, too. */
  readonly operations: boolean;
  /** A file of the histories at hand, as it was read. */
  sourceOf(path: string): Source | undefined;
  /** The text of a fix; undefined where it cannot be carried out. */
  changeOf(fix: Fix, analysis: Analysis): Promise<Change | undefined>;
}

/** A check in writing. */
export type Format = (checked: Checked) => string | Promise<string>;
