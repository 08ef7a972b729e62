import type { Case } from './case.ts';

export const partitions: readonly Case[] = [];
