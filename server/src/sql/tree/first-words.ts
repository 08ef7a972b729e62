import { type EngineName, familyOf } from '../../model/engine.ts';

/** Words that may begin a statement, or what follows `CREATE`, `ALTER` and `DROP`. */
export interface FirstWords {
  readonly statements: ReadonlySet<string>;
  readonly objects: Readonly<Record<'create' | 'alter' | 'drop', ReadonlySet<string>>>;
}

/** Of every engine whose grammar is not the server's own one. */
export function firstWords(engine: EngineName): FirstWords {
  return familyOf(engine) === 'sqlite' ? sqlite : mysql;
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

/**
 * What either of MySQL and MariaDB knows, with the words of their command-line clients and of stored routines, whose bodies
 * may arrive in pieces. https://dev.mysql.com/doc/refman/9.4/en/sql-statements.html https://mariadb.com/kb/en/sql-statements/
 */
const mysql: FirstWords = {
  statements: words(
    'alter analyze backup begin binlog cache call change check checksum clone commit create deallocate delete desc ' +
      'describe do drop execute explain flush get grant group handler help import insert install kill load lock ' +
      'optimize prepare purge release rename repair replace replicas reset resignal restart revoke rollback savepoint ' +
      'select set show shutdown signal start stop table truncate uninstall unlock update use values with xa ' +
      'case close continue declare else elseif elsif end exception exit fetch for goto if iterate leave loop null open ' +
      'raise repeat return then until when while ' +
      'charset clear connect delimiter edit ego go nopager notee nowarning pager print prompt quit rehash ' +
      'resetconnection source sandbox status system tee warnings',
  ),
  objects: {
    create: words(
      'aggregate algorithm database definer event external fulltext function index json library loadable logfile ' +
        'masking materialized offline online or package procedure resource role schema sequence server spatial sql ' +
        'table tablespace temporary trigger undo unique user vector view',
    ),
    alter: words(
      'algorithm database definer event function ignore instance json library logfile masking materialized offline ' +
        'online package procedure resource schema sequence server spatial sql table tablespace undo user view',
    ),
    drop: words(
      'database event function index json library logfile masking materialized offline online package prepare ' +
        'procedure resource role schema sequence server spatial table tables tablespace temporary trigger undo user view',
    ),
  },
};

/** https://www.sqlite.org/lang.html */
const sqlite: FirstWords = {
  statements: words(
    'alter analyze attach begin commit create delete detach drop end explain insert pragma reindex release replace ' +
      'rollback savepoint select update vacuum values with',
  ),
  objects: {
    create: words('index table temp temporary trigger unique view virtual'),
    alter: words('table'),
    drop: words('index table trigger view'),
  },
};
