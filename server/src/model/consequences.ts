import type { Effects } from './effects.ts';

/** What the server does to the rows of `table`, as messages say it: "reads every row of users". */
export function workOn(table: string, { work }: Effects): string {
  const done = {
    instant: `changes ${table}`,
    scan: `reads every row of ${table}`,
    'index build': `builds an index over ${table}`,
    rewrite: `rewrites all of ${table}`,
    'row writes': `writes the rows of ${table}`,
  };
  return done[work];
}

/** Who is kept waiting: "reads and writes wait". */
export function waiting({ blocks }: Effects): string {
  return blocks === 'nothing' ? 'reads and writes go on' : `${blocks} wait`;
}
