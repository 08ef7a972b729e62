import type { Case } from './case.ts';

/** Fixes that no example shows to an Alembic, or not as an author would have written the way back. */
export const cases: readonly Case[] = [];
