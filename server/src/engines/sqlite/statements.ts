import type { Effects, Work } from '../../model/effects.ts';
import { relationText } from '../../model/name.ts';
import type { Other, SetParameter } from '../../model/operation.ts';
import { longestEntry } from '../longest-entry.ts';
import type { At } from './facts.ts';
import { settle } from './facts.ts';

/** The effects of a statement that has no shape of its own, by its command and the relations that it names. */
export function otherStatement({ statement, relations }: Other, at: At): Effects {
  const fact = factOf(statement);
  const [first] = relations;
  return settle(
    {
      ...(fact ?? { page: 'lang' }),
      does: `Runs ${statement}${first ? ` on ${relations.map(relationText).join(', ')}` : ''}`,
      subject: first,
      work: statement === 'SELECT' && !first ? 'instant' : fact?.work,
      notes: [fact?.note, fact ? undefined : 'what it does is not known here, so that a write is assumed'],
    },
    at,
  );
}

/** The longest entry that the command begins with: `PRAGMA optimize` finds its own, `PRAGMA table_info` finds `PRAGMA`. */
export function factOf(statement: string): StatementFact | undefined {
  return longestEntry(facts, statement);
}

/** `PRAGMA name = value`. */
export function setParameter({ name, value }: SetParameter, at: At): Effects {
  const pragma = name.toLowerCase();
  return settle(
    {
      does: `Sets ${name} to ${value} for the connection`,
      page: 'pragma',
      readsOnly: !written.has(pragma),
      forbidden: refusesTransaction.has(pragma),
      notes: [withoutEffect.has(pragma) ? 'inside a transaction it has no effect, and says nothing' : undefined],
    },
    at,
  );
}

interface StatementFact {
  readonly page: string;
  readonly readsOnly?: boolean;
  readonly work?: Work;
  readonly forbidden?: boolean;
  readonly alone?: boolean;
  readonly dataLoss?: boolean;
  readonly breaksRunningCode?: boolean;
  readonly note?: string;
  readonly refused?: string;
}

/** "Safety level may not be changed inside a transaction", "cannot change into wal mode from within a transaction". */
const refusesTransaction: ReadonlySet<string> = new Set(['journal_mode', 'synchronous']);

/** https://www.sqlite.org/pragma.html#pragma_foreign_keys */
const withoutEffect: ReadonlySet<string> = new Set(['auto_vacuum', 'foreign_keys', 'page_size']);

/** Kept in the file itself. */
const written: ReadonlySet<string> = new Set(['application_id', 'schema_version', 'user_version']);

const reads = (page: string, work: Work = 'instant'): StatementFact => ({ page, work, readsOnly: true });

/** No COMMENT, TYPE, EXTENSION, FUNCTION, SCHEMA, DOMAIN, SEQUENCE or GRANT: https://www.sqlite.org/lang.html */
const lacks = (word: string): StatementFact => ({ page: 'lang', refused: `near "${word}": syntax error` });

const facts: Readonly<Record<string, StatementFact>> = {
  ALTER: lacks('ALTER'),
  'ALTER TABLE': { page: 'lang_altertable', refused: 'near "ALTER": syntax error' },
  ANALYZE: { page: 'lang_analyze', work: 'scan' },
  ATTACH: reads('lang_attach'),
  COMMENT: lacks('COMMENT'),
  'CREATE DATABASE': lacks('DATABASE'),
  'CREATE DOMAIN': lacks('DOMAIN'),
  'CREATE EXTENSION': lacks('EXTENSION'),
  'CREATE FUNCTION': lacks('FUNCTION'),
  'CREATE MATERIALIZED VIEW': lacks('MATERIALIZED'),
  'CREATE POLICY': lacks('POLICY'),
  'CREATE PROCEDURE': lacks('PROCEDURE'),
  'CREATE ROLE': lacks('ROLE'),
  'CREATE SCHEMA': lacks('SCHEMA'),
  'CREATE SEQUENCE': lacks('SEQUENCE'),
  'CREATE TRIGGER': { page: 'lang_createtrigger' },
  'CREATE VIEW': { page: 'lang_createview' },
  'CREATE VIRTUAL TABLE': { page: 'lang_createvtab' },
  DETACH: reads('lang_detach'),
  DO: lacks('DO'),
  'DROP DATABASE': lacks('DATABASE'),
  'DROP DOMAIN': lacks('DOMAIN'),
  'DROP EXTENSION': lacks('EXTENSION'),
  'DROP FUNCTION': lacks('FUNCTION'),
  'DROP PROCEDURE': lacks('PROCEDURE'),
  'DROP SCHEMA': lacks('SCHEMA'),
  'DROP SEQUENCE': lacks('SEQUENCE'),
  'DROP TRIGGER': { page: 'lang_droptrigger' },
  'DROP VIEW': { page: 'lang_dropview', breaksRunningCode: true },
  EXPLAIN: reads('lang_explain'),
  GRANT: lacks('GRANT'),
  'LOCK TABLE': lacks('LOCK'),
  PRAGMA: reads('pragma'),
  'PRAGMA foreign_key_check': reads('pragma', 'scan'),
  'PRAGMA incremental_vacuum': { page: 'pragma', work: 'rewrite' },
  'PRAGMA integrity_check': reads('pragma', 'scan'),
  'PRAGMA optimize': { page: 'pragma', work: 'scan' },
  'PRAGMA quick_check': reads('pragma', 'scan'),
  'PRAGMA wal_checkpoint': {
    page: 'pragma',
    readsOnly: true,
    work: 'instant',
    forbidden: true,
    note: 'in a transaction that has written, SQLite answers “database table is locked”',
  },
  'RELEASE SAVEPOINT': reads('lang_savepoint'),
  REVOKE: lacks('REVOKE'),
  'ROLLBACK TO SAVEPOINT': reads('lang_savepoint'),
  SAVEPOINT: reads('lang_savepoint'),
  SELECT: reads('lang_select', 'scan'),
  VACUUM: {
    page: 'lang_vacuum',
    work: 'rewrite',
    forbidden: true,
    alone: true,
    note: 'writes the whole file anew and needs as much room beside it',
  },
  'VACUUM INTO': {
    page: 'lang_vacuum',
    work: 'scan',
    readsOnly: true,
    forbidden: true,
    note: 'reads the whole file, and writes another one',
  },
};
