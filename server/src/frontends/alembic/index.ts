import type { Frontend } from '../../model/frontend.ts';
import { printMigration } from './print.ts';
import { readMigration } from './read.ts';

export const alembic: Frontend = {
  name: 'alembic',
  claims: ({ path, text }) => path.endsWith('.py') && /^(down_)?revision\b/m.test(text),
  parse: readMigration,
  rewrite: () => [],
  print: printMigration,
};
