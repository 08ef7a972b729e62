/**
 * What an `other` read from the SQL of MySQL, MariaDB and SQLite may be called. Whatever reads their statements says these
 * words and no others; engines key their facts on them.
 */

/**
 * Actions of `ALTER TABLE` that have no operation of their own, behind the words `ALTER TABLE`.
 * https://dev.mysql.com/doc/refman/8.4/en/alter-table.html https://mariadb.com/kb/en/alter-table/
 */
const mysqlTableActions = [
  'ADD PARTITION',
  'ADD PARTITION PARTITIONS',
  'PAGE COMPRESSION',
  'ADD PERIOD',
  'ADD SYSTEM VERSIONING',
  'ALTER COLUMN SET VISIBILITY',
  'ALTER CONSTRAINT',
  'ALTER INDEX',
  'ANALYZE PARTITION',
  'AUTO_INCREMENT',
  'CHECK PARTITION',
  'COALESCE PARTITION',
  'COMMENT',
  'CONVERT PARTITION',
  'CONVERT TABLE',
  'CONVERT TO CHARACTER SET',
  'DEFAULT CHARACTER SET',
  'DISABLE KEYS',
  'DISCARD TABLESPACE',
  'DROP PARTITION',
  'DROP PERIOD',
  'DROP SYSTEM VERSIONING',
  'ENABLE KEYS',
  'ENCRYPTION',
  'ENGINE',
  'ENGINE OTHER',
  'EXCHANGE PARTITION',
  'FORCE',
  'IMPORT TABLESPACE',
  'KEY_BLOCK_SIZE',
  'OPTIMIZE PARTITION',
  'ORDER BY',
  'PARTITION BY',
  'REBUILD PARTITION',
  'REMOVE PARTITIONING',
  'RENAME INDEX',
  'REORGANIZE PARTITION',
  'REPAIR PARTITION',
  'ROW_FORMAT',
  'SECONDARY ENGINE',
  // STATS_PERSISTENT, MAX_ROWS, CHECKSUM and whatever else only sets a property that no row depends on.
  'SET OPTION',
  'TABLESPACE',
  'TRUNCATE PARTITION',
  'VALIDATION',
] as const;

export type MysqlTableAction = (typeof mysqlTableActions)[number];

/** Objects that `CREATE`, `ALTER` and `DROP` are said of; what one engine lacks is harmless here. */
const mysqlObjects = [
  'DATABASE',
  'EVENT',
  'FUNCTION',
  'INSTANCE',
  'LOGFILE GROUP',
  'PACKAGE',
  'PACKAGE BODY',
  'PROCEDURE',
  'RESOURCE GROUP',
  'ROLE',
  'SEQUENCE',
  'SERVER',
  'SPATIAL REFERENCE SYSTEM',
  'TABLESPACE',
  'TRIGGER',
  'USER',
  'VIEW',
] as const;

/** https://dev.mysql.com/doc/refman/8.4/en/sql-statements.html https://mariadb.com/kb/en/sql-statements/ */
export const mysqlStatements: readonly string[] = [
  ...mysqlTableActions.map((action) => `ALTER TABLE ${action}`),
  ...mysqlObjects.flatMap((object) => ['CREATE', 'ALTER', 'DROP'].map((verb) => `${verb} ${object}`)),
  'ANALYZE TABLE',
  'ANALYZE TABLE PERSISTENT',
  'BEGIN NOT ATOMIC',
  'BINLOG',
  'CACHE INDEX',
  'CALL',
  'CHANGE MASTER',
  'CHECK TABLE',
  'CHECKSUM TABLE',
  'CLONE',
  'DEALLOCATE PREPARE',
  'DESCRIBE',
  'DO',
  'EXECUTE',
  'EXPLAIN',
  'FLUSH',
  'FLUSH TABLES',
  'GRANT',
  'HANDLER',
  'HELP',
  'IMPORT TABLE',
  'INSTALL',
  'KILL',
  'LOAD INDEX',
  'LOCK INSTANCE',
  'LOCK TABLES READ',
  'LOCK TABLES WRITE',
  'OPTIMIZE TABLE',
  'PREPARE',
  'PURGE',
  'RELEASE SAVEPOINT',
  'RENAME USER',
  'REPAIR TABLE',
  'REPLICA',
  'RESET',
  'RESTART',
  'REVOKE',
  'ROLLBACK TO SAVEPOINT',
  'SAVEPOINT',
  'SELECT',
  'SELECT FOR SHARE',
  'SELECT FOR UPDATE',
  'SET PASSWORD',
  'SET ROLE',
  'SET TRANSACTION',
  'SHOW',
  'SHUTDOWN',
  'SIGNAL',
  'UNINSTALL',
  'UNLOCK INSTANCE',
  'UNLOCK TABLES',
  'USE',
  'XA',
].sort();

/**
 * The pragmas that do more than ask or set a value, each worth its own words: `PRAGMA integrity_check` reads every row.
 * https://www.sqlite.org/pragma.html
 */
export const sqlitePragmas = [
  'foreign_key_check',
  'incremental_vacuum',
  'integrity_check',
  'optimize',
  'quick_check',
  'wal_checkpoint',
] as const;

/**
 * `PRAGMA x = y` is a `setParameter` (name `x`, lower case, not local); every other pragma that only asks is `PRAGMA`.
 * https://www.sqlite.org/lang.html
 */
export const sqliteStatements: readonly string[] = [
  'ANALYZE',
  'ATTACH',
  'CREATE TRIGGER',
  'CREATE VIEW',
  'CREATE VIRTUAL TABLE',
  'DETACH',
  'DROP TRIGGER',
  'DROP VIEW',
  'EXPLAIN',
  'PRAGMA',
  ...sqlitePragmas.map((name) => `PRAGMA ${name}`),
  'RELEASE SAVEPOINT',
  'ROLLBACK TO SAVEPOINT',
  'SAVEPOINT',
  'SELECT',
  'VACUUM',
  'VACUUM INTO',
];
