import type { Engine, EngineName } from '../model/engine.ts';
import { mariadb, mysql } from './mysql/index.ts';
import { postgresql } from './postgresql/index.ts';
import { sqlite } from './sqlite/index.ts';

const byName: Readonly<Record<EngineName, Engine>> = { postgresql, mysql, mariadb, sqlite };

export const engines: readonly Engine[] = Object.values(byName);

export function engineFor(name: EngineName): Engine {
  return byName[name];
}
