import type { Case } from './case.ts';

export const views: readonly Case[] = [];
