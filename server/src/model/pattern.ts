import type { Effects } from './effects.ts';
import type { Phase } from './finding.ts';
import type { Name } from './name.ts';
import type { Operation } from './operation.ts';
import type { Schema } from './schema.ts';
import type { Traits } from './traits.ts';

/** Something that people write again and again: what "New Migration" offers. */
export interface Pattern {
  readonly id: string;
  readonly title: string;
  /** One sentence: what the files do. */
  readonly description: string;
  readonly asks: readonly Question[];
  /** Its phases are for code of before and after that runs side by side: a gain on a table of any size. */
  readonly keepsCodeRunning?: true | undefined;
  /** The files to write, in the order in which they run; a problem in words where the answers do not do. */
  phases(answers: Answers, schema: Schema, ground: PatternGround): readonly Phase[] | Objection;
  /**
   * The same in one migration, as one would write it who knows nothing of locks: what the phases are measured against, and what is
   * written where they gain nothing. Absent where there is no shorter form.
   */
  plain?(answers: Answers, schema: Schema, ground: PatternGround): Phase | { readonly problem: string };
}

export interface Objection {
  readonly problem: string;
  /** Another answer would do: it is for the author to give it, and no reason for the plain form. */
  readonly answerable?: true | undefined;
}

/** What a pattern may ask of the place that it is written for. */
export interface PatternGround {
  /** What the engine at hand does at one operation. */
  effects(operation: Operation, schema: Schema): Effects;
  readonly traits: Traits;
  /** The statement in the engine's words on that schema, for what people are to do elsewhere; undefined where it has none. */
  print?(operation: Operation, schema: Schema): string | undefined;
  /** As far as somebody said so. */
  rowsOf(table: Name): number | undefined;
}

export type Answers = Readonly<Record<string, string | undefined>>;

/** One value that a pattern needs. `suggests` names what history can offer. */
export interface Question {
  readonly name: string;
  readonly prompt: string;
  readonly placeholder?: string;
  readonly suggests?: 'table' | 'column' | 'index' | 'constraint' | 'enum';
  readonly optional?: boolean;
  /** Several names with commas between them: quotes tell such a comma from one in a name. */
  readonly several?: true;
}
