import type { Source } from '../../text.ts';
import type { Naming } from './naming.ts';

/**
 * db-migrate runs files of JavaScript alone: where the files of SQL lie in the folder that it has for them, this one beside that folder
 * reads them. https://db-migrate.readthedocs.io/en/latest/Getting%20Started/commands/#create
 */
export function loaderOf({ scheme, folder, ...parts }: Naming, hasWayBack: boolean): Source | undefined {
  const [, above] = /^(.*?)\/?sqls$/.exec(folder) ?? [];
  if (scheme.id !== 'db-migrate' || above === undefined) return undefined;
  const stem = `${parts.version}${parts.separator}${parts.description}`;
  const run = (direction: string) => `run('sqls/${stem}-${direction}.sql')`;
  return {
    path: `${above}${above === '' ? '' : '/'}${stem}.js`,
    text: `'use strict';

const { readFileSync } = require('fs');
const { join } = require('path');

const run = (path) => (db) => db.runSql(readFileSync(join(__dirname, path), 'utf8'));

exports.up = ${run('up')};
exports.down = ${hasWayBack ? run('down') : 'async () => {}'};
exports._meta = { version: 1 };
`,
  };
}
