import { type EngineName, type Family, familyOf } from '../model/engine.ts';
import type { Name } from '../model/name.ts';
import * as mysql from './mysql/identifier.ts';
import * as postgresql from './postgresql/identifier.ts';
import type { Quote } from './print-clause.ts';
import * as sqlite from './sqlite/identifier.ts';

/** How an engine writes names, quoted only where they must be, and string constants. */
export interface Quoting {
  readonly identifier: Quote;
  readonly qualified: (name: Name) => string;
  readonly constant: (value: string) => string;
}

export function quotingOf(engine: EngineName): Quoting {
  return quotings[familyOf(engine)];
}

const quotings: Readonly<Record<Family, Quoting>> = { postgresql, mysql, sqlite };
