import type { Effects, Work } from '../../../../server/src/model/effects.ts';

/** What the server says that it does with the rows; with a rewrite every index is made anew, of which nothing more is to be seen. */
export interface Passes {
  readonly rewrites: number;
  readonly builds: number;
  readonly scans: number;
  /** Scans that are part of what is no scan: for the NOT NULL of a primary key, for the foreign key of a column that is written. */
  readonly hidden: number;
}

export function predictedPasses(predicted: readonly Effects[]): Passes {
  const times = (work: Work) => predicted.filter((each) => each.work === work).length;
  const rewrites = times('rewrite');
  return { rewrites, builds: rewrites > 0 ? 0 : times('index build'), scans: times('scan'), hidden: 0 };
}

export function measuredPasses(sql: string, said: readonly string[], valid: ReadonlySet<string>): Passes {
  const told = (text: RegExp) => said.flatMap((message) => text.exec(message)?.[1] ?? []);
  const rewrites = most(told(/^rewriting table "(.*)"/));
  const builds = most(told(/^building index "(?!pg_toast).*" on table "(.*?)"/));
  const keys = [...new Set(told(/^validating foreign key constraint "(.*)"/))];
  const again = keys.filter((name) => valid.has(name) && !sql.includes(`ADD CONSTRAINT ${name}`));
  const hidden = again.length + (sql.match(/PRIMARY KEY|COLUMN \w+ \w+ DEFAULT 1 REFERENCES/g)?.length ?? 0);
  const scans = most(told(/^verifying table "(.*)"/)) + keys.length;
  return { rewrites, builds: rewrites > 0 ? 0 : builds, scans, hidden };
}

/** How often the most frequent one is named: each partition goes through its own. */
function most(names: readonly string[]): number {
  return Math.max(0, ...names.map((name) => names.filter((each) => each === name).length));
}

export function wrongPasses(predicted: Passes, measured: Passes): readonly string[] {
  const { rewrites, builds, scans, hidden } = measured;
  const right =
    predicted.rewrites === rewrites &&
    predicted.builds === builds &&
    predicted.scans <= scans &&
    predicted.scans + hidden >= scans;
  return right ? [] : [`predicted ${passesText(predicted)}, measured ${passesText(measured)}`];
}

function passesText({ rewrites, builds, scans }: Passes): string {
  return `${rewrites} rewrites, ${builds} index builds, ${scans} scans`;
}
