import type { Phase } from './finding.ts';
import type { Schema } from './schema.ts';

/** Something that people write again and again: what "New Migration" offers. */
export interface Pattern {
  readonly id: string;
  readonly title: string;
  /** One sentence: what the files do. */
  readonly description: string;
  readonly asks: readonly Question[];
  /** The files to write, in the order in which they run; a problem in words where the answers do not do. */
  phases(answers: Answers, schema: Schema): readonly Phase[] | { readonly problem: string };
}

export type Answers = Readonly<Record<string, string | undefined>>;

/** One value that a pattern needs. `suggests` names what history can offer. */
export interface Question {
  readonly name: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly suggests?: 'table' | 'column';
  readonly optional?: boolean;
}
