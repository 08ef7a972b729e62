import type { Effects } from '../../model/effects.ts';
import { relationText } from '../../model/name.ts';
import type { OnlineLock, Other } from '../../model/operation.ts';
import { longestEntry } from '../longest-entry.ts';
import type { At, Facts, Way } from './facts.ts';
import { copy, definition, hasFullText, rebuild, settle, unheardOf } from './facts.ts';

/** The effects of a statement that has no shape of its own, by its command and the relations that it names. */
export function otherStatement({ statement, relations, online, view }: Other, at: At): Effects {
  const known = factOf(statement);
  const fact = known ?? assumed;
  const [first, ...rest] = relations;
  const { way, subjectless, others, assumedOn, ...facts } = fact;
  const effects = settle(
    {
      ...facts,
      page: fact.page,
      does: `Runs ${statement}${first ? ` on ${relations.map(relationText).join(', ')}` : ''}${view ? ` for ${relationText(view)}` : ''}`,
      subject: subjectless ? undefined : first,
      ...(statement === 'UNLOCK TABLES' && !at.schema.tablesLocked && { transaction: 'allowed' }),
      ...(assumedOn && at.server.name === 'mariadb' && { assumed: assumedOn.mariadb }),
      online: way ? online : undefined,
      ...(typeof way === 'function' ? way(at, first) : way),
      ...(statement === 'SELECT' && !first && { work: 'instant' }),
      others: others ? rest.map((relation) => ({ relation, lock: others })) : [],
      notes: [fact.note, known ? undefined : 'what it does is not known here, so that the strongest lock is assumed'],
    },
    at,
  );
  return fact.unknown ? { ...effects, unknown: true } : effects;
}

/** The longest entry that the command begins with: `CREATE VIEW` finds `CREATE`. */
export function factOf(statement: string): StatementFact | undefined {
  return longestEntry(facts, statement);
}

export interface StatementFact
  extends Pick<
    Facts,
    'page' | 'transaction' | 'lock' | 'work' | 'dataLoss' | 'canFailOnRows' | 'breaksRunningCode' | 'assumed'
  > {
  /** How an ALTER TABLE is carried out. */
  readonly way?: Way | ((at: At, table: Other['relations'][number] | undefined) => Way | Pick<Facts, 'refused'>);
  /** The lock on the further relations that it names. */
  readonly others?: OnlineLock;
  /** What it names is no table whose rows matter. */
  readonly subjectless?: boolean;
  readonly note?: string;
  /** What one of the servers may do better than is said here, where it sees what is not seen here. */
  readonly assumedOn?: { readonly mariadb: string };
  /** It runs code that is not looked into. */
  readonly unknown?: boolean;
}

const assumed: StatementFact = { page: 'sql-statements', lock: 'EXCLUSIVE' };

const changed: StatementFact = { way: (at) => definition(at) };
/** Full-text indexes cannot be carried along: https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-table-operations */
const rebuilt: StatementFact = {
  way: (at, table) => {
    if (!table || !hasFullText(at, table)) return { algorithm: 'INPLACE', work: 'rewrite' };
    return at.server.name === 'mysql' ? copy : rebuild(at, table);
  },
};
/** As FORCE does it; but MariaDB, as measured on 10.11, keeps writers out meanwhile. */
const optimized: StatementFact = {
  way: (at, table) => {
    const way = typeof rebuilt.way === 'function' ? rebuilt.way(at, table) : {};
    return at.server.name === 'mariadb' ? { ...way, lock: 'SHARED' } : way;
  },
};
const copied: StatementFact = { way: copy };
const partitions = { mysql: 'alter-table-partition-operations', mariadb: 'partition-maintenance' };
const partition = (way: Way, more: Omit<StatementFact, 'way'> = {}): StatementFact => ({
  page: partitions,
  ...way,
  ...more,
});
/** A partition that comes or goes moves no row; MariaDB, as measured on 10.11, keeps writers out until readers have left. */
const listed: StatementFact = {
  page: partitions,
  way: (at) => ({ work: 'instant', lock: at.server.name === 'mariadb' ? 'SHARED' : 'NONE' }),
};
const commits = (mysql: string, mariadb = mysql): StatementFact => ({ page: { mysql, mariadb }, subjectless: true });
const breaks = (page: string): StatementFact => ({ ...commits(page), breaksRunningCode: true });
const session = (mysql: string, mariadb = mysql): StatementFact => ({
  page: { mysql, mariadb },
  transaction: 'allowed',
  subjectless: true,
});
const reads = (mysql: string, mariadb = mysql): StatementFact => ({ ...session(mysql, mariadb), work: 'scan' });
const code = (mysql: string, mariadb = mysql): StatementFact => ({
  ...session(mysql, mariadb),
  unknown: true,
  note: 'what it runs is not looked into',
});

/**
 * What each does, and whether it commits: https://dev.mysql.com/doc/refman/8.4/en/implicit-commit.html. Those on partitions
 * take no ALGORITHM on MariaDB, and their locks are those of MySQL's manual:
 * https://dev.mysql.com/doc/refman/8.4/en/innodb-online-ddl-operations.html#online-ddl-partitioning
 */
const facts: Readonly<Record<string, StatementFact>> = {
  'ALTER TABLE ADD PARTITION': listed,
  'ALTER TABLE ADD PARTITION PARTITIONS': partition({ work: 'rewrite', lock: 'SHARED' }),
  'ALTER TABLE ADD PERIOD': copied,
  'ALTER TABLE ADD SYSTEM VERSIONING': copied,
  'ALTER TABLE ALTER COLUMN SET VISIBILITY': { way: (at) => definition(at, [8, 0, 23]) },
  'ALTER TABLE ALTER CONSTRAINT': {
    ...copied,
    canFailOnRows: true,
    assumed: 'whether it is enforced from now on could not be seen',
  },
  'ALTER TABLE ALTER INDEX': changed,
  'ALTER TABLE ANALYZE PARTITION': partition({ work: 'instant' }),
  'ALTER TABLE AUTO_INCREMENT': changed,
  'ALTER TABLE CHECK PARTITION': partition({ work: 'scan' }),
  'ALTER TABLE COALESCE PARTITION': partition({ work: 'rewrite', lock: 'SHARED' }),
  'ALTER TABLE COMMENT': changed,
  'ALTER TABLE CONVERT PARTITION': partition({ lock: 'EXCLUSIVE' }, { breaksRunningCode: true }),
  'ALTER TABLE CONVERT TABLE': partition(
    { work: 'scan', lock: 'SHARED' },
    { others: 'EXCLUSIVE', canFailOnRows: true, breaksRunningCode: true },
  ),
  'ALTER TABLE CONVERT TO CHARACTER SET': {
    ...copied,
    canFailOnRows: true,
    assumedOn: { mariadb: 'whether any of its columns has another character set now could not be seen' },
    note: 'a TEXT column may become a longer type, so that as many characters fit',
  },
  'ALTER TABLE DEFAULT CHARACTER SET': { ...changed, note: 'columns that are there keep theirs' },
  'ALTER TABLE DISABLE KEYS': { ...changed, lock: 'EXCLUSIVE', note: 'InnoDB has no keys that could be disabled' },
  'ALTER TABLE DISCARD TABLESPACE': { page: 'alter-table', lock: 'EXCLUSIVE', dataLoss: true, breaksRunningCode: true },
  'ALTER TABLE DROP PARTITION': { ...listed, dataLoss: true, note: 'its rows are gone with it' },
  'ALTER TABLE DROP PERIOD': copied,
  'ALTER TABLE DROP SYSTEM VERSIONING': {
    way: { algorithm: 'INPLACE', lock: 'SHARED', work: 'rewrite' },
    dataLoss: true,
  },
  'ALTER TABLE ENABLE KEYS': { ...changed, lock: 'EXCLUSIVE', note: 'InnoDB has no keys that could be disabled' },
  'ALTER TABLE ENCRYPTION': copied,
  'ALTER TABLE ENGINE': { ...rebuilt, note: 'a table of another storage engine would be copied, while writes wait' },
  'ALTER TABLE ENGINE OTHER': {
    ...copied,
    note: 'the table moves to another storage engine, which may know no foreign keys and no transactions',
  },
  'ALTER TABLE EXCHANGE PARTITION': {
    page: partitions,
    way: (at) => ({ work: 'scan', lock: at.server.name === 'mariadb' ? 'SHARED' : 'EXCLUSIVE' }),
    others: 'EXCLUSIVE',
    canFailOnRows: true,
  },
  'ALTER TABLE FORCE': rebuilt,
  'ALTER TABLE IMPORT TABLESPACE': { page: 'alter-table', lock: 'EXCLUSIVE', work: 'scan' },
  'ALTER TABLE KEY_BLOCK_SIZE': rebuilt,
  'ALTER TABLE OPTIMIZE PARTITION': partition(copy, { note: 'the whole table is rebuilt, not the partition alone' }),
  'ALTER TABLE ORDER BY': copied,
  'ALTER TABLE PAGE COMPRESSION': rebuilt,
  'ALTER TABLE PARTITION BY': partition(copy),
  'ALTER TABLE REBUILD PARTITION': partition({ work: 'rewrite', lock: 'SHARED' }),
  'ALTER TABLE REMOVE PARTITIONING': partition(copy),
  // https://mariadb.com/kb/en/alter-table/#rename-indexkey
  'ALTER TABLE RENAME INDEX': {
    way: (at) =>
      at.server.name === 'mariadb' && !at.server.since(10, 5, 2)
        ? { refused: unheardOf(at, 'RENAME INDEX before 10.5.2') }
        : definition(at),
  },
  'ALTER TABLE REORGANIZE PARTITION': partition({ work: 'rewrite', lock: 'SHARED' }, { canFailOnRows: true }),
  'ALTER TABLE REPAIR PARTITION': partition({ work: 'scan' }),
  'ALTER TABLE ROW_FORMAT': rebuilt,
  'ALTER TABLE SECONDARY ENGINE': changed,
  'ALTER TABLE SET OPTION': changed,
  'ALTER TABLE TABLESPACE': rebuilt,
  'ALTER TABLE TRUNCATE PARTITION': partition({ lock: 'EXCLUSIVE' }, { dataLoss: true }),
  'ALTER TABLE VALIDATION': changed,
  'ALTER TABLE': { page: 'alter-table', lock: 'EXCLUSIVE' },
  'ALTER VIEW': commits('alter-view'),
  'ALTER SEQUENCE': commits('sql-statements', 'alter-sequence'),
  ALTER: commits('sql-data-definition-statements', 'alter'),
  // https://mariadb.com/kb/en/engine-independent-table-statistics/
  'ANALYZE TABLE PERSISTENT': {
    page: 'analyze-table',
    work: 'scan',
    note: 'it reads every row for statistics of the columns',
  },
  'ANALYZE TABLE': { page: 'analyze-table', note: 'it samples the indexes and locks nothing for long' },
  'BEGIN NOT ATOMIC': code('sql-compound-statements', 'begin-end'),
  BINLOG: session('binlog'),
  'CACHE INDEX': commits('cache-index'),
  CALL: code('call'),
  'CHANGE MASTER': commits('change-master-to'),
  'CHECK TABLE': { page: 'check-table', work: 'scan' },
  'CHECKSUM TABLE': { page: 'checksum-table', transaction: 'allowed', work: 'scan' },
  CLONE: commits('clone', 'sql-statements'),
  'CREATE TRIGGER': { page: 'create-trigger', lock: 'EXCLUSIVE' },
  'CREATE VIEW': commits('create-view'),
  CREATE: commits('sql-data-definition-statements', 'create'),
  'DEALLOCATE PREPARE': session('deallocate-prepare', 'deallocate-drop-prepare'),
  DESCRIBE: session('describe'),
  DO: code('do'),
  'DROP DATABASE': { ...breaks('drop-database'), dataLoss: true },
  'DROP SEQUENCE': { ...breaks('drop-sequence'), dataLoss: true },
  'DROP TABLESPACE': { ...breaks('drop-tablespace'), dataLoss: true },
  // A trigger is named without its table, which is locked like that of a new one.
  'DROP TRIGGER': { page: 'drop-trigger', lock: 'EXCLUSIVE' },
  'DROP VIEW': breaks('drop-view'),
  DROP: breaks('sql-data-definition-statements'),
  EXECUTE: code('execute', 'execute-statement'),
  EXPLAIN: session('explain'),
  'FLUSH TABLES': { page: 'flush', lock: 'EXCLUSIVE', note: 'with a READ LOCK nobody writes until UNLOCK TABLES' },
  FLUSH: commits('flush'),
  GRANT: commits('grant'),
  HANDLER: session('handler', 'handler-commands'),
  HELP: session('help', 'help-command'),
  'IMPORT TABLE': commits('import-table', 'sql-statements'),
  INSTALL: commits('install-plugin'),
  KILL: session('kill'),
  'LOAD INDEX': commits('load-index'),
  'LOCK INSTANCE': {
    ...session('lock-instance-for-backup', 'backup-lock'),
    note: 'no statement that changes the schema gets through until it is given back',
  },
  'LOCK TABLES READ': {
    page: 'lock-tables',
    lock: 'SHARED',
    others: 'SHARED',
    note: 'the locks are kept until UNLOCK TABLES',
  },
  'LOCK TABLES WRITE': {
    page: 'lock-tables',
    lock: 'EXCLUSIVE',
    others: 'EXCLUSIVE',
    note: 'the locks are kept until UNLOCK TABLES',
  },
  'OPTIMIZE TABLE': { ...optimized, page: 'optimize-table' },
  PREPARE: code('prepare', 'prepare-statement'),
  PURGE: session('purge-binary-logs'),
  'RELEASE SAVEPOINT': session('savepoint'),
  'RENAME USER': breaks('rename-user'),
  'REPAIR TABLE': { page: 'repair-table', lock: 'EXCLUSIVE', note: 'InnoDB has no repair of its own' },
  REPLICA: commits('replication-statements', 'replication-statements'),
  RESET: commits('reset'),
  RESTART: { ...breaks('restart'), note: 'the server ends every connection' },
  REVOKE: breaks('revoke'),
  'ROLLBACK TO SAVEPOINT': session('savepoint'),
  SAVEPOINT: session('savepoint'),
  'SELECT FOR SHARE': { ...reads('innodb-locking-reads', 'lock-in-share-mode'), note: rowsLocked('against writes') },
  'SELECT FOR UPDATE': {
    ...reads('innodb-locking-reads', 'for-update'),
    note: rowsLocked('against writes and other locking reads'),
  },
  SELECT: reads('select'),
  'SET PASSWORD': commits('set-password'),
  'SET ROLE': session('set-role'),
  'SET TRANSACTION': session('set-transaction'),
  SHOW: session('show'),
  SHUTDOWN: { ...breaks('shutdown'), note: 'the server ends' },
  SIGNAL: session('signal'),
  UNINSTALL: commits('uninstall-plugin'),
  'UNLOCK INSTANCE': session('lock-instance-for-backup', 'backup-lock'),
  'UNLOCK TABLES': { ...commits('lock-tables', 'unlock-tables'), note: 'it commits where tables were locked' },
  USE: session('use'),
  XA: session('xa-statements', 'xa-transactions'),
};

function rowsLocked(how: string): string {
  return `the rows that it reads are locked ${how} until the transaction ends`;
}
