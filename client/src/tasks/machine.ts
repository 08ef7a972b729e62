import { existsSync } from 'node:fs';
import type { Machine } from './interpreter.ts';

/** The machine that commands run on. */
export const thisMachine: Machine = { exists: existsSync, windows: process.platform === 'win32' };
