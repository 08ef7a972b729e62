import type { Algorithm } from '../../model/operation.ts';

/** The server that runs a statement: its kin, and what is particular to its version. */
export interface Server {
  readonly name: 'mysql' | 'mariadb';
  readonly title: string;
  /** Nothing that is said of it was tried on it: cases are measured on a MariaDB, and no MySQL is at hand. */
  readonly isUnmeasured: boolean;
  /** The version that was measured, where this is another. */
  readonly measured?: Server | undefined;
  /** Whether it is of this version or a later one. A version without its last number means the latest of its series. */
  since(major: number, minor: number, patch?: number): boolean;
  /** The address of a page of its manual; without a name, the page on what an algorithm can do. */
  page(name: string | { readonly mysql: string; readonly mariadb: string } | undefined, algorithm?: Algorithm): string;
}

export function serverOf(name: Server['name'], version: string): Server {
  const [major = 0, minor = latest, patch = latest] = version.split('.').map((part) => Number.parseInt(part, 10) || 0);
  return {
    name,
    title: name === 'mysql' ? 'MySQL' : 'MariaDB',
    isUnmeasured: name === 'mysql',
    ...(name === 'mariadb' && !isMeasured(version) && { measured: serverOf('mariadb', measuredMariadb) }),
    since: (wantedMajor, wantedMinor, wantedPatch = 0) =>
      (major - wantedMajor || minor - wantedMinor || patch - wantedPatch) >= 0,
    page: (page, algorithm) => {
      const named = typeof page === 'object' ? page[name] : page;
      if (name === 'mysql')
        return `https://dev.mysql.com/doc/refman/${manual(major, minor)}/en/${named ?? 'innodb-online-ddl-operations'}.html`;
      return `https://mariadb.com/kb/en/${named ?? mariadbPages[algorithm ?? 'COPY']}/`;
    },
  };
}

const measuredMariadb = '10.11';

function isMeasured(version: string): boolean {
  return version === measuredMariadb || version.startsWith(`${measuredMariadb}.`);
}

const latest = Number.MAX_SAFE_INTEGER;

/** Innovation releases share one manual for each; the series has one that stays. */
function manual(major: number, minor: number): string {
  if (major >= 9) return '9.5';
  return minor === latest ? `${major}.0` : `${major}.${minor}`;
}

const mariadbPages: Readonly<Record<Algorithm, string>> = {
  INSTANT: 'innodb-online-ddl-operations-with-the-instant-alter-algorithm',
  NOCOPY: 'innodb-online-ddl-operations-with-the-nocopy-alter-algorithm',
  INPLACE: 'innodb-online-ddl-operations-with-the-inplace-alter-algorithm',
  COPY: 'innodb-online-ddl-overview',
};
