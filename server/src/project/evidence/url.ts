import { type EngineName, engineCalled } from '../../model/engine.ts';
import type { Basis } from '../../model/workspace.ts';
import type { Clue, Line } from '../clue.ts';

/** The engines and drivers of the database URLs in a line; nothing else of a URL is kept. */
export function cluesOfUrls({ text, line }: Line, basis: Basis, path: string): readonly Clue[] {
  return [...text.matchAll(scheme)].flatMap(([, dialect = '', driver]) => {
    const engine = engineCalled(dialect);
    if (engine === undefined) return [];
    const clue: Clue = { fact: 'engine', value: engine, basis, path, line, ...looseness(engine) };
    return driver === undefined ? [clue] : [clue, { fact: 'driver', value: driver, basis, path, line }];
  });
}

/** What calls itself MySQL to a client may be MariaDB. */
export function looseness(engine: EngineName): { readonly loose?: true } {
  return engine === 'mysql' ? { loose: true } : {};
}

/** https://docs.sqlalchemy.org/en/20/core/engines.html#database-urls, and what other tools make of it. */
const scheme = /(?<![\w.+-])(postgres|postgresql|mysql|mariadb|sqlite3?)(?:\+(\w+))?:(?=\/\/|\/\w|[\w.]+\.db\b)/g;
