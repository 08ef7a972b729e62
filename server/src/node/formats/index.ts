import type { Format } from './checked.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { sarif } from './sarif.ts';
import { text } from './text.ts';

/** What `check --format` can be; the first one is the default. */
export const formats: ReadonlyMap<string, Format> = new Map(
  Object.entries({ text, json, sarif, junit, github, gitlab, markdown }),
);
