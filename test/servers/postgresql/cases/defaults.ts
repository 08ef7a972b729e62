import type { Case } from './case.ts';

export const defaults: readonly Case[] = [];
