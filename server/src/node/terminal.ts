import type { Engine } from '../model/engine.ts';
import type { Pattern } from '../model/pattern.ts';
import type { Rule } from '../model/rule.ts';

/** Where a command runs: what it reads beside files, and where it says something. */
export interface Terminal {
  readonly cwd: string;
  readonly colour: boolean;
  readonly input: () => Promise<Uint8Array>;
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
}

/** What the command line can speak of; the composition root hands it in. */
export interface Catalogue {
  readonly rules: readonly Rule[];
  readonly engines: readonly Engine[];
  readonly patterns: readonly Pattern[];
  /** Serves the language server on stdio until its client leaves. */
  readonly serve: () => Promise<void>;
}

/** 0: nothing found at the level asked for; 1: findings; 2: it could not be done. */
export type ExitCode = 0 | 1 | 2;

/** Text of the user's on one line: tabs are four spaces, other control characters, which a terminal would obey, a sign. */
export function visible(text: string): string {
  return text.replace(/\t/g, '    ').replace(/\p{Cc}/gu, '\uFFFD');
}

export type Paint = (style: keyof typeof styles, text: string) => string;

export function paintFor({ colour }: Terminal): Paint {
  return (style, text) => (colour ? `\u001b[${styles[style]}m${text}\u001b[0m` : text);
}

const styles = { error: '1;31', warning: '1;33', info: '1;36', bold: '1', dim: '2', good: '32' } as const;
