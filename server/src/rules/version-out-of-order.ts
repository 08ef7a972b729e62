import type { WhenLate } from '../model/migration.ts';
import type { Rule } from '../model/rule.ts';

export const versionOutOfOrder: Rule = {
  id: 'version-out-of-order',
  severity: 'error',
  inDowngrade: 'silent',
  docs: {
    what: 'The file’s version comes before one that is on the default branch already.',
    why: 'A new database runs the files in their order, but one that has run the later version stands behind this one. Flyway, goose, node-pg-migrate, Atlas and Supabase refuse to go on there; golang-migrate, Postgrator and MyBatis pass the file over, and the migration is missing where it counts. Tools that run it all the same, such as dbmate and Diesel, are not meant: there only the order differs.',
    instead:
      'Give the file a version behind the last one before it is merged. Where the tool is told to run versions out of order, switch this rule off.',
    links: [
      'https://documentation.red-gate.com/fd/flyway-out-of-order-setting-277579015.html',
      'https://atlasgo.io/versioned/apply#execution-order',
    ],
  },
  examples: [
    {
      engine: 'postgresql',
      tool: 'sql',
      merged: [{ path: 'V8__add_orders.sql', text: 'CREATE TABLE orders (id bigint PRIMARY KEY);' }],
      path: { bad: 'V7__add_teams.sql', good: 'V9__add_teams.sql' },
      bad: '-- V7__add_teams.sql, while V8__add_orders.sql is merged\nCREATE TABLE teams (id bigint PRIMARY KEY);',
      good: '-- V9__add_teams.sql\nCREATE TABLE teams (id bigint PRIMARY KEY);',
    },
  ],
  *check({ migration, standing }) {
    const { whenLate } = migration;
    const { overtaken } = whenLate ? standing() : {};
    if (!whenLate || !overtaken) return;
    const name = overtaken.path.replace(/^.*[/\\]/, '');
    yield {
      span: { start: 0, end: 0 },
      severity: /by some$/.test(whenLate) ? 'warning' : 'error',
      message: `${name} comes behind it and is merged already: ${becomesOfIt[whenLate]}`,
      related: [{ path: overtaken.path, span: { start: 0, end: 0 }, message: 'The later version' }],
    };
  },
};

/** Said of a database that has run the later version. */
const becomesOfIt: Readonly<Record<WhenLate, string>> = {
  refused: 'where that has run, the tool refuses to go on',
  skipped: 'where that has run, this file never runs',
  'refused by some': 'where that has run, a tool that keeps the order refuses to go on',
  'skipped by some': 'where that has run, a tool that goes on from the last version never runs this file',
};
