import type { Span } from '../text.ts';

/** A comment that tells this program to be silent: `migration-writer: ignore[rule-id, other-id] reason`. */
export interface Suppression {
  /** From `migration-writer` to the comment's end. */
  readonly span: Span;
  /** Undefined where it is not understood: neither `ignore` nor `ignore-file`, or no rules in brackets. */
  readonly scope: 'statement' | 'file' | undefined;
  /** It speaks of the whole file, and does not stand above its first statement. */
  readonly misplaced: boolean;
  readonly rules: readonly SuppressedRule[];
  /** Undefined where none is given, or only what stands in for one. */
  readonly reason: string | undefined;
}

export interface SuppressedRule {
  readonly id: string;
  readonly span: Span;
  /** `off`: the rule does not speak here at all, so that nobody knows whether there is something to suppress. */
  readonly state: 'used' | 'idle' | 'unknown' | 'off';
  /** The rule that was probably meant, where there is none of this id. */
  readonly nearest?: string | undefined;
}

/** Where comments can stand, and what they can be about. */
export interface Comments {
  /** What begins a comment that ends with its line. */
  readonly mark: '#' | '--';
  /** Comments to the end of their lines, marks included. */
  readonly spans: readonly Span[];
  /** Of a statement that holds others only what stands before them. A docstring is none. */
  readonly statements: readonly Span[];
  /** Where a comment about the whole file is put: behind what has to be the first line. */
  readonly top: number;
}
