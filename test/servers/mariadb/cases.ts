import type { Case } from './case.ts';
import { columns } from './columns.ts';
import { demands } from './demands.ts';
import { keys } from './keys.ts';
import { rows } from './rows.ts';
import { several } from './several.ts';
import { statements } from './statements.ts';
import { types } from './types.ts';

/** The tables are those of base-schema.sql. */
export const cases: readonly Case[] = [columns, types, keys, several, demands, statements, rows]
  .flat()
  .map((each) => (typeof each === 'string' ? { sql: each } : each));
