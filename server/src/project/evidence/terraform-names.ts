import { type EngineName, engineCalled } from '../../model/engine.ts';
import type { Clue } from '../clue.ts';

interface Said {
  readonly value: string;
  readonly line: number;
}

/**
 * What variables of Terraform say by their names, where the resource that takes them stands in another file: an engine and
 * its version are called alike (`db_engine`, `db_engine_version`), or the version by its engine (`postgres_version`).
 */
export function cluesOfNames(named: ReadonlyMap<string, Said>, place: Pick<Clue, 'basis' | 'path'>): readonly Clue[] {
  return [...named].flatMap(([name, { value, line }]): readonly Clue[] => {
    const engine = engineIn(name, value);
    if (engine !== undefined) return [{ fact: 'engine', value: engine, ...place, line }];
    const isVersion = name.endsWith('version') && /^\d/.test(value);
    const beside = name.replace(/_version$/, '');
    const of = engineCalled(ofEngine.exec(name)?.[1] ?? '') ?? engineIn(beside, named.get(beside)?.value ?? '');
    if (!isVersion || of === undefined) return [];
    const clue: Clue = { fact: 'engine', value: of, ...place, line };
    return [clue, { ...clue, fact: 'engineVersion', value, engine: of }];
  });
}

function engineIn(name: string, value: string): EngineName | undefined {
  return isEngine.test(name) ? engineCalled(value.replace(/^aurora-?/, '')) : undefined;
}

const isEngine = /[._](?:db_?|database_?|rds_?|sql_?)?engine$/;

const ofEngine = /[._](postgres|postgresql|mysql|mariadb)_(?:engine_)?version$/;
