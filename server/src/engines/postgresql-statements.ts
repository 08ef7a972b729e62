import type { Effects, Work } from '../model/effects.ts';
import { relationText } from '../model/effects.ts';
import type { Other } from '../model/operation.ts';
import type { At, Facts, Mode } from './postgresql-facts.ts';
import { hold, settle } from './postgresql-facts.ts';

/** The effects of a statement that has no shape of its own, by its command and the relations that it names. */
export function otherStatement({ statement, relations }: Other, at: At): Effects {
  const known = lookUp(statement);
  const fact = known ?? assumed;
  const named = relations.map(relationText).join(', ');
  const [first, ...rest] = relations;
  const mode = typeof fact.mode === 'function' ? fact.mode(at.version) : fact.mode;
  const others = fact.others ?? mode;
  return settle(
    {
      ...fact,
      does: `Runs ${statement}${named === '' ? '' : ` on ${named}`}`,
      page: fact.page,
      subject: first,
      holds: [
        ...(first && mode ? hold(at, first, mode) : []),
        ...(others ? rest.flatMap((each) => hold(at, each, others)) : []),
      ],
      notes: [fact.note, known ? undefined : 'what it does is not known here, so that the strongest lock is assumed'],
    },
    at,
  );
}

interface Fact {
  readonly page: string;
  /** The lock on the first relation that it names; none where it locks no relation that could matter. */
  readonly mode?: Mode | ((version: number) => Mode);
  /** The lock on the further relations, where it is another one. */
  readonly others?: Mode;
  readonly blocks?: Facts['blocks'];
  readonly work?: Work;
  readonly forbidden?: boolean;
  readonly dataLoss?: boolean;
  readonly canFailOnRows?: boolean;
  readonly breaksRunningCode?: boolean;
  readonly note?: string;
}

const assumed: Fact = { page: 'sql-commands', mode: 'ACCESS EXCLUSIVE' };

/** The longest entry that the command begins with: `CREATE OR REPLACE VIEW` finds `CREATE VIEW`. */
function lookUp(statement: string): Fact | undefined {
  const words = statement.replace(/ OR REPLACE\b/, '').split(' ');
  for (let count = words.length; count > 0; count--) {
    const fact = facts[words.slice(0, count).join(' ')];
    if (fact) return fact;
  }
  return undefined;
}

const light = 'SHARE UPDATE EXCLUSIVE';
const writers = 'SHARE ROW EXCLUSIVE';
const strong = 'ACCESS EXCLUSIVE';
const readers = 'ACCESS SHARE';
const no = (page: string): Fact => ({ page });
const takes = (mode: Fact['mode'] & {}, page = 'sql-altertable'): Fact => ({ page, mode });
const copies = (page = 'sql-altertable'): Fact => ({ page, mode: strong, work: 'rewrite' });
const drops = (page: string): Fact => ({ page, mode: strong, breaksRunningCode: true });
const alone = (page: string): Fact => ({ page, forbidden: true });

/** Measured on PostgreSQL 10 to 18; the manual's page of each says the same. */
const facts: Readonly<Record<string, Fact>> = {
  'ALTER TABLE ATTACH PARTITION': {
    page: 'sql-altertable',
    mode: (version) => (version < 12 ? strong : light),
    others: strong,
    work: 'scan',
    canFailOnRows: true,
    note: 'the rows of the new partition are not read where a valid CHECK implies its bound; a default partition is read and locked too',
  },
  'ALTER TABLE SET SCHEMA': { page: 'sql-altertable', mode: strong, breaksRunningCode: true },
  'ALTER TABLE INHERIT': { page: 'sql-altertable', mode: strong, others: light },
  'ALTER TABLE NO INHERIT': { page: 'sql-altertable', mode: strong, others: readers, breaksRunningCode: true },
  'ALTER TABLE SET LOGGED': copies(),
  'ALTER TABLE SET UNLOGGED': { ...copies(), note: 'an unlogged table is emptied by a crash' },
  'ALTER TABLE SET TABLESPACE': copies(),
  'ALTER TABLE SET ACCESS METHOD': copies(),
  'ALTER TABLE ENABLE TRIGGER': takes(writers),
  'ALTER TABLE DISABLE TRIGGER': takes(writers),
  'ALTER TABLE SET STATISTICS': takes(light),
  'ALTER TABLE SET PARAMETERS': takes(light),
  'ALTER TABLE RESET PARAMETERS': takes(light),
  'ALTER TABLE CLUSTER ON': takes(light),
  'ALTER TABLE': takes(strong),
  'ALTER INDEX RENAME': takes((version) => (version < 12 ? strong : light), 'sql-alterindex'),
  'ALTER INDEX ATTACH PARTITION': takes(strong, 'sql-alterindex'),
  'ALTER INDEX': takes(light, 'sql-alterindex'),
  'ALTER VIEW': drops('sql-alterview'),
  'ALTER MATERIALIZED VIEW': drops('sql-altermaterializedview'),
  'ALTER SEQUENCE RENAME': drops('sql-altersequence'),
  'ALTER SEQUENCE': takes(writers, 'sql-altersequence'),
  'ALTER TRIGGER': takes(strong, 'sql-altertrigger'),
  'ALTER POLICY': takes(strong, 'sql-alterpolicy'),
  'ALTER PUBLICATION': takes(light, 'sql-alterpublication'),
  'ALTER DOMAIN': {
    page: 'sql-alterdomain',
    work: 'scan',
    canFailOnRows: true,
    note: 'a new constraint locks every table with a column of the domain against writes, and reads it',
  },
  'ALTER SCHEMA': { page: 'sql-alterschema', breaksRunningCode: true },
  'ALTER SYSTEM': alone('sql-altersystem'),
  'ALTER TYPE': no('sql-altertype'),
  ALTER: no('sql-commands'),
  ANALYZE: takes(light, 'sql-analyze'),
  CALL: no('sql-call'),
  CLUSTER: copies('sql-cluster'),
  'COMMENT ON TABLE': takes(light, 'sql-comment'),
  'COMMENT ON COLUMN': takes(light, 'sql-comment'),
  'COMMENT ON INDEX': takes(light, 'sql-comment'),
  'COMMENT ON VIEW': takes(light, 'sql-comment'),
  COMMENT: no('sql-comment'),
  COPY: { page: 'sql-copy', mode: 'ROW EXCLUSIVE', work: 'row writes' },
  'CREATE DATABASE': alone('sql-createdatabase'),
  'CREATE TABLESPACE': alone('sql-createtablespace'),
  'CREATE SUBSCRIPTION': alone('sql-createsubscription'),
  'CREATE VIEW': takes(readers, 'sql-createview'),
  'CREATE OR REPLACE VIEW': { page: 'sql-createview', mode: strong, others: readers },
  'CREATE MATERIALIZED VIEW': { page: 'sql-creatematerializedview', mode: readers, work: 'scan' },
  'CREATE TRIGGER': takes(writers, 'sql-createtrigger'),
  'CREATE RULE': takes(strong, 'sql-createrule'),
  'CREATE POLICY': takes(strong, 'sql-createpolicy'),
  'CREATE STATISTICS': takes(light, 'sql-createstatistics'),
  'CREATE PUBLICATION': takes(light, 'sql-createpublication'),
  CREATE: no('sql-commands'),
  'DROP VIEW': drops('sql-dropview'),
  'DROP MATERIALIZED VIEW': drops('sql-dropmaterializedview'),
  'DROP SEQUENCE': drops('sql-dropsequence'),
  'DROP FOREIGN TABLE': drops('sql-dropforeigntable'),
  'DROP TRIGGER': takes(strong, 'sql-droptrigger'),
  'DROP RULE': takes(strong, 'sql-droprule'),
  'DROP POLICY': takes(strong, 'sql-droppolicy'),
  'DROP STATISTICS': takes(light, 'sql-dropstatistics'),
  'DROP SCHEMA': { page: 'sql-dropschema', dataLoss: true, breaksRunningCode: true },
  'DROP DATABASE': { ...alone('sql-dropdatabase'), dataLoss: true, breaksRunningCode: true },
  'DROP TABLESPACE': alone('sql-droptablespace'),
  DROP: { page: 'sql-commands', breaksRunningCode: true },
  GRANT: no('sql-grant'),
  'LOCK TABLE': takes(strong, 'sql-lock'),
  LOCK: takes(strong, 'sql-lock'),
  MERGE: { page: 'sql-merge', mode: 'ROW EXCLUSIVE', others: readers, work: 'row writes' },
  REVOKE: no('sql-revoke'),
  'SECURITY LABEL': takes(light, 'sql-security-label'),
  SELECT: takes(readers, 'sql-select'),
  'VACUUM FULL': { ...copies('sql-vacuum'), forbidden: true },
  VACUUM: { page: 'sql-vacuum', mode: light, work: 'scan', forbidden: true },
};
