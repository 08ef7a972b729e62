import type { Case } from './case.ts';

export const inheritance: readonly Case[] = [];
