import type { Case } from './case.ts';
import { columns } from './columns.ts';
import { constraints } from './constraints.ts';
import { defaults } from './defaults.ts';
import { dependents } from './dependents.ts';
import { indexes } from './indexes.ts';
import { inheritance } from './inheritance.ts';
import { objects } from './objects.ts';
import { only } from './only.ts';
import { partitions } from './partitions.ts';
import { refused } from './refused.ts';
import { rows } from './rows.ts';
import { statements } from './statements.ts';
import { tables } from './tables.ts';
import { types } from './types.ts';
import { views } from './views.ts';

/** The tables are those of base-schema.sql, and those that each case makes for itself. */
export const cases: readonly Case[] = [
  columns,
  defaults,
  types,
  constraints,
  indexes,
  tables,
  partitions,
  inheritance,
  only,
  refused,
  views,
  objects,
  rows,
  statements,
  dependents,
].flat();
