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

/**
 * Where something goes that is put above the statement at `offset`: there, or above the comments over it where one of them
 * speaks to this program of that very statement.
 */
export function aboveSuppression(text: string, offset: number, mark: Comments['mark']): number {
  let found = offset;
  let speaks = false;
  for (let end = lineStart(text, offset) - 1; end >= 0; ) {
    const start = lineStart(text, end);
    const line = text.slice(start, end);
    const comment = line.trimStart();
    // What autogenerate writes around its statements is about none of them.
    if (!comment.startsWith(mark) || comment.startsWith('# ###')) break;
    speaks ||= comment.includes('migration-writer:');
    found = start + line.length - comment.length;
    end = start - 1;
  }
  const isFirst = text.slice(lineStart(text, offset), offset).trim() === '';
  return speaks && isFirst ? found : offset;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
