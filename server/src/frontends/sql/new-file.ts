import type { EngineName } from '../../model/engine.ts';
import { readSql } from '../../sql/parse.ts';
import type { Source } from '../../text.ts';
import { type Naming, namingOf } from './naming.ts';
import { type OptOut, optOutOf } from './opt-out.ts';
import { eolOf } from './sql-file.ts';

/** What a new file takes from one that is there. */
export interface NewFileStyle {
  readonly naming: Naming;
  readonly optOut: OptOut | undefined;
  readonly eol: string;
  readonly engine: EngineName;
  /** Keywords are written in lower case. */
  readonly lower: boolean;
}

/** Where there is nothing to follow: a pair of files, as most tools take them. */
export function styleOf(like: Source | undefined, engine: EngineName): NewFileStyle {
  const naming = namingOf(like?.path ?? '000000_first.up.sql', like?.text ?? '');
  const [first] = like ? readSql(like.text.slice(0, 20_000), engine) : [];
  const word = /^[A-Za-z]+/.exec(first?.text ?? '')?.[0] ?? 'A';
  return {
    naming,
    optOut: optOutOf(naming, engine, like ? [like.text] : []),
    eol: eolOf(like?.text ?? ''),
    engine,
    lower: word === word.toLowerCase(),
  };
}
