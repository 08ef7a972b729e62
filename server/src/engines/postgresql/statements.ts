import type { Blocks, Effects, Work } from '../../model/effects.ts';
import { type Name, relationText } from '../../model/name.ts';
import type { Other } from '../../model/operation.ts';
import { longestEntry } from '../longest-entry.ts';
import { holdAll, holdThrough } from './dependents.ts';
import type { At, Hold, Mode } from './facts.ts';
import { hold, settle } from './facts.ts';
import { met } from './objects.ts';

/** The effects of a statement that has no shape of its own, by its command and the relations that it names. */
export function otherStatement(operation: Other, at: At): Effects {
  const { statement, relations } = operation;
  const known = factOf(statement);
  const fact = known ?? assumed;
  const [first, ...rest] = relations;
  const mode = typeof fact.mode === 'function' ? fact.mode(at.version) : fact.mode;
  const others = fact.others ?? mode;
  const held = (relation: Name, lock: Mode) => fact.recurses?.(at, relation, lock) ?? [{ relation, mode: lock }];
  const own = met(operation, at);
  if (own.nothing) return settle({ ...own, does: own.nothing, page: fact.page, forbidden: fact.forbidden }, at);
  const runs = `Runs ${statement}${first ? ` on ${relations.map(relationText).join(', ')}` : ''}`;
  const effects = settle(
    {
      ...fact,
      subject: first,
      work: statement === 'SELECT' && !first ? 'instant' : fact.work,
      // Without a name it is every table of the database that it may rewrite.
      blocks: fact.blocks ?? (!first && fact.work === 'rewrite' ? 'reads and writes' : undefined),
      ...own,
      does: own.refused === undefined ? runs : `PostgreSQL refuses it: ${own.refused}`,
      holds: [
        ...(first && mode ? held(first, mode) : []),
        ...(others ? rest.flatMap((each) => held(each, others)) : []),
        ...(own.holds ?? []),
      ],
      notes: [
        fact.note,
        ...(own.notes ?? []),
        known ? undefined : 'what it does is not known here, so that the strongest lock is assumed',
      ],
    },
    at,
  );
  return fact.unknown ? { ...effects, unknown: true } : effects;
}

/** The longest entry that the command begins with: `ALTER TABLE OWNER TO` finds `ALTER TABLE`. */
export function factOf(statement: string): StatementFact | undefined {
  return longestEntry(facts, statement);
}

export interface StatementFact {
  readonly page: string;
  /** The lock on the first relation that it names; none where it locks no relation that could matter. */
  readonly mode?: Mode | ((version: number) => Mode);
  /** The lock on the further relations, where it is another one. */
  readonly others?: Mode;
  /** The partitions are locked too, and with some the tables that inherit from it. */
  readonly recurses?: (at: At, relation: Name, mode: Mode) => readonly Hold[];
  /** Where it does not follow from the lock: a sequence is read by nobody but those who write. */
  readonly blocks?: Blocks;
  readonly work?: Work;
  readonly forbidden?: boolean;
  readonly dataLoss?: boolean;
  readonly canFailOnRows?: boolean;
  readonly breaksRunningCode?: boolean;
  readonly note?: string;
  /** It runs code that is not looked into. */
  readonly unknown?: boolean;
}

const assumed: StatementFact = { page: 'sql-commands', mode: 'ACCESS EXCLUSIVE' };

const light = 'SHARE UPDATE EXCLUSIVE';
const writers = 'SHARE ROW EXCLUSIVE';
const strong = 'ACCESS EXCLUSIVE';
const readers = 'ACCESS SHARE';
const no = (page: string): StatementFact => ({ page });
const takes = (mode: Mode, page = 'sql-altertable'): StatementFact => ({ page, mode });
const locks = (mode: Mode): StatementFact => ({ page: 'sql-lock', mode, recurses: holdThrough });
const copies = (page = 'sql-altertable'): StatementFact => ({ page, mode: strong, work: 'rewrite' });
const breaks = (page: string, mode: Mode = strong): StatementFact => ({ page, mode, breaksRunningCode: true });
const alone = (page: string): StatementFact => ({ page, forbidden: true });
const code = (page: string): StatementFact => ({ page, unknown: true, note: 'what it runs is not looked into' });

/** Measured on PostgreSQL 10 to 18; the manual's page of each says the same. */
const facts: Readonly<Record<string, StatementFact>> = {
  'ALTER TABLE ALTER COLUMN SET EXPRESSION': copies(),
  'ALTER TABLE ALTER COLUMN SET PARAMETERS': takes(light),
  'ALTER TABLE ALTER COLUMN SET STATISTICS': { ...takes(light), recurses: holdAll },
  'ALTER TABLE ALTER COLUMN SET STORAGE': { ...takes(strong), recurses: holdAll },
  'ALTER TABLE CLUSTER ON': takes(light),
  'ALTER TABLE DETACH PARTITION FINALIZE': { page: 'sql-altertable', mode: light, others: strong },
  'ALTER TABLE DISABLE TRIGGER': takes(writers),
  'ALTER TABLE ENABLE TRIGGER': takes(writers),
  'ALTER TABLE INHERIT': { page: 'sql-altertable', mode: strong, others: light },
  'ALTER TABLE NO INHERIT': { page: 'sql-altertable', mode: strong, others: readers, breaksRunningCode: true },
  'ALTER TABLE OF': { page: 'sql-altertable', mode: strong, others: readers },
  'ALTER TABLE SET ACCESS METHOD': copies(),
  'ALTER TABLE SET LOGGED': copies(),
  'ALTER TABLE SET PARAMETERS': takes(light),
  'ALTER TABLE SET SCHEMA': breaks('sql-altertable'),
  'ALTER TABLE SET TABLESPACE': copies(),
  'ALTER TABLE SET UNLOGGED': { ...copies(), note: 'a crash empties an unlogged table' },
  'ALTER TABLE SET WITHOUT CLUSTER': takes(light),
  'ALTER TABLE': takes(strong),
  'ALTER ALL IN TABLESPACE': { ...copies(), note: 'every table of the tablespace is locked and copied' },
  'ALTER DATABASE SET TABLESPACE': alone('sql-alterdatabase'),
  'ALTER DOMAIN ADD CONSTRAINT NOT VALID': no('sql-alterdomain'),
  'ALTER DOMAIN ADD CONSTRAINT': domainScan(),
  'ALTER DOMAIN SET NOT NULL': domainScan(),
  'ALTER DOMAIN VALIDATE CONSTRAINT': domainScan(),
  'ALTER DOMAIN RENAME': { page: 'sql-alterdomain', breaksRunningCode: true },
  'ALTER FUNCTION RENAME': { page: 'sql-alterfunction', breaksRunningCode: true },
  'ALTER FUNCTION SET SCHEMA': { page: 'sql-alterfunction', breaksRunningCode: true },
  'ALTER FOREIGN TABLE': takes(strong, 'sql-alterforeigntable'),
  'ALTER FOREIGN DATA WRAPPER': no('sql-alterforeigndatawrapper'),
  'ALTER INDEX ALTER COLUMN SET STATISTICS': takes(light, 'sql-alterindex'),
  'ALTER INDEX ATTACH PARTITION': {
    page: 'sql-alterindex',
    mode: (version) => (version < 12 ? strong : light),
    others: strong,
  },
  'ALTER INDEX RENAME': {
    page: 'sql-alterindex',
    mode: (version) => (version < 12 ? strong : light),
  },
  'ALTER INDEX SET PARAMETERS': takes(light, 'sql-alterindex'),
  'ALTER INDEX DEPENDS ON EXTENSION': no('sql-alterindex'),
  'ALTER INDEX SET TABLESPACE': copies('sql-alterindex'),
  'ALTER INDEX': takes(strong, 'sql-alterindex'),
  'ALTER MATERIALIZED VIEW ALTER COLUMN SET STATISTICS': takes(light, 'sql-altermaterializedview'),
  'ALTER MATERIALIZED VIEW CLUSTER ON': takes(light, 'sql-altermaterializedview'),
  'ALTER MATERIALIZED VIEW SET PARAMETERS': takes(light, 'sql-altermaterializedview'),
  'ALTER MATERIALIZED VIEW RENAME': breaks('sql-altermaterializedview'),
  'ALTER MATERIALIZED VIEW SET SCHEMA': breaks('sql-altermaterializedview'),
  'ALTER MATERIALIZED VIEW': takes(strong, 'sql-altermaterializedview'),
  'ALTER POLICY': { page: 'sql-alterpolicy', mode: strong, others: readers },
  'ALTER PUBLICATION': takes(light, 'sql-alterpublication'),
  'ALTER ROLE RENAME': { page: 'sql-alterrole', breaksRunningCode: true },
  'ALTER RULE': takes(strong, 'sql-alterrule'),
  'ALTER SCHEMA RENAME': { page: 'sql-alterschema', breaksRunningCode: true },
  'ALTER SEQUENCE RENAME': { ...breaks('sql-altersequence'), blocks: 'writes' },
  'ALTER SEQUENCE SET SCHEMA': { ...breaks('sql-altersequence'), blocks: 'writes' },
  'ALTER SEQUENCE OWNER TO': { ...takes(strong, 'sql-altersequence'), blocks: 'writes' },
  'ALTER SEQUENCE': { ...takes(writers, 'sql-altersequence'), note: 'inserts that take a number from it wait' },
  'ALTER SYSTEM': alone('sql-altersystem'),
  'ALTER TRIGGER': takes(strong, 'sql-altertrigger'),
  'ALTER TYPE RENAME ATTRIBUTE': { page: 'sql-altertype', breaksRunningCode: true },
  'ALTER TYPE RENAME VALUE': { page: 'sql-altertype', breaksRunningCode: true },
  'ALTER TYPE RENAME': { page: 'sql-altertype', breaksRunningCode: true },
  'ALTER TYPE SET SCHEMA': { page: 'sql-altertype', breaksRunningCode: true },
  'ALTER TYPE': no('sql-altertype'),
  'ALTER VIEW RENAME': breaks('sql-alterview'),
  'ALTER VIEW SET SCHEMA': breaks('sql-alterview'),
  'ALTER VIEW': takes(strong, 'sql-alterview'),
  ALTER: no('sql-commands'),
  ANALYZE: {
    ...takes(light, 'sql-analyze'),
    recurses: (at, relation, mode) => (at.version < 18 ? hold : holdAll)(at, relation, mode),
  },
  CALL: code('sql-call'),
  CHECKPOINT: no('sql-checkpoint'),
  CLOSE: no('sql-close'),
  CLUSTER: copies('sql-cluster'),
  'COMMENT ON COLUMN': takes(light, 'sql-comment'),
  'COMMENT ON FOREIGN TABLE': takes(light, 'sql-comment'),
  'COMMENT ON INDEX': takes(light, 'sql-comment'),
  'COMMENT ON MATERIALIZED VIEW': takes(light, 'sql-comment'),
  'COMMENT ON SEQUENCE': takes(light, 'sql-comment'),
  'COMMENT ON TABLE': takes(light, 'sql-comment'),
  'COMMENT ON VIEW': takes(light, 'sql-comment'),
  COMMENT: no('sql-comment'),
  'COMMIT PREPARED': alone('sql-commit-prepared'),
  'COPY TO': { page: 'sql-copy', mode: readers, work: 'scan' },
  'CREATE AGGREGATE': no('sql-createaggregate'),
  'CREATE CAST': no('sql-createcast'),
  'CREATE COLLATION': no('sql-createcollation'),
  'CREATE DATABASE': alone('sql-createdatabase'),
  'CREATE EXTENSION': no('sql-createextension'),
  'CREATE FUNCTION': no('sql-createfunction'),
  'CREATE MATERIALIZED VIEW': { page: 'sql-creatematerializedview', mode: readers, work: 'scan' },
  'CREATE MATERIALIZED VIEW WITH NO DATA': takes(readers, 'sql-creatematerializedview'),
  'CREATE POLICY': { page: 'sql-createpolicy', mode: strong, others: readers },
  'CREATE PROCEDURE': no('sql-createprocedure'),
  'CREATE PUBLICATION': takes(light, 'sql-createpublication'),
  'CREATE RULE': { page: 'sql-createrule', mode: strong, others: readers },
  'CREATE SCHEMA': no('sql-createschema'),
  'CREATE SEQUENCE': no('sql-createsequence'),
  'CREATE STATISTICS': takes(light, 'sql-createstatistics'),
  'CREATE SUBSCRIPTION': alone('sql-createsubscription'),
  'CREATE TABLESPACE': alone('sql-createtablespace'),
  'CREATE TRIGGER': { page: 'sql-createtrigger', mode: writers, others: readers, recurses: hold },
  'CREATE VIEW': takes(readers, 'sql-createview'),
  CREATE: no('sql-commands'),
  DEALLOCATE: no('sql-deallocate'),
  DECLARE: takes(readers, 'sql-declare'),
  'DISCARD ALL': alone('sql-discard'),
  DISCARD: no('sql-discard'),
  DO: code('sql-do'),
  'DROP COLLATION': no('sql-dropcollation'),
  'DROP DATABASE': { ...alone('sql-dropdatabase'), dataLoss: true, breaksRunningCode: true },
  'DROP EXTENSION': { page: 'sql-dropextension', breaksRunningCode: true },
  'DROP FOREIGN TABLE': breaks('sql-dropforeigntable'),
  'DROP FUNCTION': { page: 'sql-dropfunction', breaksRunningCode: true },
  'DROP MATERIALIZED VIEW': breaks('sql-dropmaterializedview'),
  'DROP OWNED': { page: 'sql-drop-owned', dataLoss: true, breaksRunningCode: true },
  'DROP POLICY': takes(strong, 'sql-droppolicy'),
  'DROP PROCEDURE': { page: 'sql-dropprocedure', breaksRunningCode: true },
  'DROP RULE': takes(strong, 'sql-droprule'),
  'DROP SCHEMA': { page: 'sql-dropschema', dataLoss: true, breaksRunningCode: true },
  'DROP SEQUENCE': { ...breaks('sql-dropsequence'), blocks: 'writes', dataLoss: true },
  'DROP STATISTICS': takes(light, 'sql-dropstatistics'),
  'DROP SUBSCRIPTION': alone('sql-dropsubscription'),
  'DROP TABLESPACE': alone('sql-droptablespace'),
  'DROP TRIGGER': { ...takes(strong, 'sql-droptrigger'), recurses: hold },
  'DROP VIEW': breaks('sql-dropview'),
  DROP: { page: 'sql-commands', breaksRunningCode: true },
  EXECUTE: code('sql-execute'),
  'EXPLAIN DELETE': plans(),
  'EXPLAIN INSERT': plans(),
  'EXPLAIN UPDATE': plans(),
  EXPLAIN: takes(readers, 'sql-explain'),
  FETCH: no('sql-fetch'),
  GRANT: no('sql-grant'),
  'IMPORT FOREIGN SCHEMA': no('sql-importforeignschema'),
  LISTEN: no('sql-listen'),
  LOAD: no('sql-load'),
  'LOCK TABLE IN ACCESS SHARE': locks(readers),
  'LOCK TABLE IN ROW SHARE': locks('ROW SHARE'),
  'LOCK TABLE IN ROW EXCLUSIVE': locks('ROW EXCLUSIVE'),
  'LOCK TABLE IN SHARE UPDATE EXCLUSIVE': locks(light),
  'LOCK TABLE IN SHARE': locks('SHARE'),
  'LOCK TABLE IN SHARE ROW EXCLUSIVE': locks(writers),
  'LOCK TABLE IN EXCLUSIVE': locks('EXCLUSIVE'),
  'LOCK TABLE': locks(strong),
  MERGE: { page: 'sql-merge', mode: 'ROW EXCLUSIVE', others: readers, work: 'row writes' },
  NOTIFY: no('sql-notify'),
  'PREPARE TRANSACTION': no('sql-prepare-transaction'),
  PREPARE: no('sql-prepare'),
  'REASSIGN OWNED': no('sql-reassign-owned'),
  'REINDEX SYSTEM': alone('sql-reindex'),
  'RELEASE SAVEPOINT': no('sql-release-savepoint'),
  REVOKE: { page: 'sql-revoke', breaksRunningCode: true },
  'ROLLBACK PREPARED': alone('sql-rollback-prepared'),
  'ROLLBACK TO SAVEPOINT': no('sql-rollback-to'),
  SAVEPOINT: no('sql-savepoint'),
  'SECURITY LABEL': takes(light, 'sql-security-label'),
  'SELECT FOR UPDATE': { page: 'sql-select', mode: 'ROW SHARE', work: 'row writes' },
  SELECT: { page: 'sql-select', mode: readers, work: 'scan' },
  SET: no('sql-set'),
  SHOW: no('sql-show'),
  UNLISTEN: no('sql-unlisten'),
  'VACUUM FULL': { ...copies('sql-vacuum'), forbidden: true },
  VACUUM: { page: 'sql-vacuum', mode: light, work: 'scan', forbidden: true },
};

/** What is planned is locked as if it were carried out. */
function plans(): StatementFact {
  return { page: 'sql-explain', mode: 'ROW EXCLUSIVE', others: readers, recurses: holdAll };
}

/** The tables that use the domain are found only by the server. */
function domainScan(): StatementFact {
  return {
    page: 'sql-alterdomain',
    blocks: 'writes',
    work: 'scan',
    canFailOnRows: true,
    note: 'SHARE, which blocks writes, is held on every table with a column of the domain while its rows are read',
  };
}
