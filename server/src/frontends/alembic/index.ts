import type { Frontend } from '../../model/frontend.ts';
import type { Source } from '../../text.ts';
import { commentsOf } from './comments.ts';
import { connectEdits } from './connect-args.ts';
import { opensTransaction } from './driver.ts';
import { eachItsOwn, giveEachItsOwn } from './each-its-own.ts';
import { hooksAfter } from './hooks.ts';
import { identified } from './identify.ts';
import { identity } from './identity.ts';
import { inlineEdits } from './inline-table.ts';
import { nameAt } from './name-at.ts';
import { prepareEdits } from './prepare-script.ts';
import { printMigration } from './print.ts';
import { readMigration } from './read.ts';
import { rewriteMigration } from './rewrite.ts';
import { claimsScript, isScript, readScript } from './script.ts';

export const alembic: Frontend = {
  name: 'alembic',
  claims,
  accepts: (path) => path.endsWith('.py') && !isScript(path),
  identity,
  standing,
  opensTransaction,
  afterWriting: hooksAfter,
  parse: readMigration,
  comments: commentsOf,
  nameAt,
  script: { skeleton: 'script.py.mako', claims: claimsScript, read: readScript, apart: eachItsOwn, giveEachItsOwn },
  rewrite(source, target, rewrites, siblings) {
    const [only, second] = rewrites;
    if (only?.kind === 'identify' && !second) return identified(source, target, only, siblings);
    if (only?.kind === 'connect' && !second) return { edits: connectEdits(source, target), newFiles: [] };
    if (only?.kind === 'inline' && !second) return { edits: inlineEdits(source, only), newFiles: [] };
    const prepared = rewrites.filter((each) => each.kind === 'prepare');
    if (prepared.length > 0 && prepared.length === rewrites.length)
      return { edits: prepareEdits(source, target, prepared), newFiles: [] };
    return { edits: rewriteMigration(source, target, rewrites), newFiles: [] };
  },
  newIds: (count, _near, dice) => Array.from({ length: count }, dice),
  print(file, environment, template) {
    const printed = printMigration(file, environment, template);
    return 'problem' in printed ? printed : [printed];
  },
};

/**
 * A Python file that says which revision it is, or that upgrades by way of Alembic; `env.py` speaks of both and is none.
 * It is asked of every file of a workspace, so it looks at the text only.
 */
function claims({ path, text }: Source): boolean {
  if (!path.endsWith('.py') || isScript(path)) return false;
  if (/^(down_)?revision[ \t]*([:,][^=\n]*)?=(?!=)/m.test(text)) return true;
  return /^(async[ \t]+)?def[ \t]+upgrade\w*[ \t]*\(/m.test(text) && takesOperations.test(text);
}

/** Programs that have Alembic upgrade take its commands and its configuration. */
const takesOperations =
  /^[ \t]*(?:import[ \t]+alembic\b(?!\.(?:command|config)\b)|from[ \t]+alembic\b(?!\.(?:command|config)\b|[ \t]+import[ \t]+(?:command|config)\b))/m;

/** All that stands before the first function. */
function standing({ text }: Source): string {
  const first = text.search(/^(?:async )?def /m);
  return first < 0 ? text : text.slice(0, first);
}
