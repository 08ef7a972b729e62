import type { Engine, EngineName } from '../model/engine.ts';
import { mariadb, mysql } from './mysql/index.ts';
import { postgresql } from './postgresql/index.ts';
import { sqlite } from './sqlite/index.ts';

export const engines: readonly Engine[] = [postgresql, mysql, mariadb, sqlite];

/** Undefined for an engine whose facts are not built yet. */
export function engineFor(name: EngineName): Engine | undefined {
  return engines.find((engine) => engine.name === name);
}

/**
 * The version whose facts are used for one that somebody wrote: `15.4` and `15-alpine` are 15, `latest` is the newest. Not exact
 * where it is older or newer than all that are known, and where it is no version at all.
 */
export function knownVersion(engine: Engine, text: string): { readonly version: string; readonly exact: boolean } {
  const written = /\d+(?:\.\d+)*/.exec(text)?.[0].split('.').map(Number);
  if (!written) {
    const newest = /^\s*latest\s*$/i.test(text) ? engine.versions.at(-1) : undefined;
    return { version: newest ?? engine.assumedVersion, exact: false };
  }
  let nearest: string | undefined;
  for (const version of engine.versions) {
    const parts = version.split('.').map(Number);
    if (parts.every((part, at) => part === (written[at] ?? 0))) {
      // Facts changed within the series: its releases are told apart.
      const finer = engine.versions.some((each) => each.startsWith(`${version}.`));
      return { version: finer ? written.join('.') : version, exact: true };
    }
    if (nearest === undefined || compare(parts, written) < 0) nearest = version;
  }
  return { version: nearest ?? engine.assumedVersion, exact: false };
}

function compare(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((part, index) => part !== (b[index] ?? 0));
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}
