import { type Clue, type EvidenceKind, isForTests, linesOf, nameOf } from '../clue.ts';
import { cluesOfVariable } from './dotenv.ts';
import { cluesOfImage } from './image.ts';

/** A Dockerfile of the database itself, or of a program that has the database's client in it; OpenStack's list of packages. */
export const dockerfile: EvidenceKind = {
  reads: (path) => /^(Dockerfile|Containerfile)([-_.].*)?$|\.Dockerfile$|^bindep\.txt$/i.test(nameOf(path)),
  read(source) {
    const { path } = source;
    const basis = isForTests(path) ? 'tests' : 'development';
    const args = new Map<string, string>();
    return linesOf(source).flatMap((each): readonly Clue[] => {
      const from = /^\s*FROM\s+(?:--\S+\s+)*(\S+)/i.exec(each.text)?.[1];
      if (from !== undefined) return cluesOfImage(filled(from, args), basis, path, each);
      const [, name, set = ''] = /^\s*(?:ENV|ARG)\s+(\w+)[=\s]\s*["']?([^\s"']*)/i.exec(each.text) ?? [];
      if (name !== undefined) args.set(name, set);
      if (name !== undefined) return cluesOfVariable(name, set, { basis, path, line: each.line });
      const found = packages.find(([pattern]) => pattern.test(each.text));
      if (!found) return [];
      const [, value, loose] = found;
      const clue: Clue = { fact: 'engine', value, basis: 'dependencies', path, line: each.line };
      return [loose ? { ...clue, loose } : clue];
    });
  },
};

/** https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact */
function filled(reference: string, args: ReadonlyMap<string, string>): string {
  return reference.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced, bare) => args.get(braced ?? bare) ?? whole);
}

/** Packages of distributions that hold the client of a database. */
const packages: readonly (readonly [pattern: RegExp, engine: string, loose?: true])[] = [
  [/(?<![\w-])(libpq-dev|libpq5?|postgresql\d*-(client|dev|libs)[\w-]*|postgresql-dev)(?![\w-])/, 'postgresql'],
  [
    /(?<![\w-])(default-libmysqlclient-dev|libmysqlclient-dev|default-mysql-client|mysql-client)(?![\w-])/,
    'mysql',
    true,
  ],
  [/(?<![\w-])(libmariadb-dev|mariadb-client|mariadb-dev|mariadb-connector-c-dev)(?![\w-])/, 'mysql', true],
];
