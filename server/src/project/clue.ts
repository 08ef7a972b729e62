import type { EngineName } from '../model/engine.ts';
import type { Basis } from '../model/workspace.ts';
import type { Source } from '../text.ts';

/** What a file of the project says of one fact; `conclude` weighs it against what others say. */
export interface Clue {
  readonly fact: ClueFact;
  readonly value: string;
  /** Whose version it is. */
  readonly engine?: EngineName | undefined;
  readonly basis: Basis;
  readonly path: string;
  /** 1-based; absent where the whole file says so. */
  readonly line?: number | undefined;
  /** MySQL's drivers and URLs are MariaDB's as well. */
  readonly loose?: true | undefined;
}

export type ClueFact = 'engine' | 'engineVersion' | 'tool' | 'orm' | 'driver' | 'deployment';

/** One kind of evidence: the files that it is in, and what they say. Never a value that may be a secret. */
export interface EvidenceKind {
  /** By the path, with `/`. */
  reads(path: string): boolean;
  read(source: Source): readonly Clue[];
}

export interface Line {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** The lines of a file without their comments, which begin with `#`. */
export function linesOf({ text }: Source): readonly Line[] {
  return text.split(/\r\n|\r|\n/).flatMap((whole, order) => {
    const bare = whole.slice(0, longestLine).replace(/(^|\s)#.*$/, '');
    return bare.trim() === '' ? [] : [{ text: bare, line: order + 1 }];
  });
}

/** What is longer was written by a program. */
const longestLine = 2000;

/** The last part of a path. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** Whether the name of the file, or of its folder, says that it is for tests only. */
export function isForTests(path: string): boolean {
  return /(^|[-_./])(tests?|testing|ci|e2e|integration)([-_./]|$)/i.test(path.split('/').slice(-2).join('/'));
}
