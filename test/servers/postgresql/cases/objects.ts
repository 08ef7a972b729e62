import type { Case } from './case.ts';

export const objects: readonly Case[] = [
  { sql: "CREATE TYPE size AS ENUM ('s', 'm')" },
  { sql: "ALTER TYPE mood ADD VALUE 'angry'" },
  { sql: 'DROP TYPE mood CASCADE' },
];
