import { lone, type Parts, type Scheme, schemes } from './schemes.ts';

/** What the name of a file says, in the naming of the tool that it follows. */
export interface Naming extends Parts {
  readonly scheme: Scheme;
  /** The folder that holds the history: where a migration is a folder of its own, the one above that. '' where none. */
  readonly folder: string;
}

/** By the markers in its text, or else by its name. Any path has a naming: what no tool would write is a lone file. */
export function namingOf(path: string, text: string): Naming {
  if (anyMarker.test(text)) return namingIn(path, text);
  const naming = byPath.get(path) ?? namingIn(path, '');
  if (byPath.size >= 10_000) byPath.clear();
  byPath.set(path, naming);
  return naming;
}

/** By names alone: each is asked for many times over. */
const byPath = new Map<string, Naming>();

function namingIn(path: string, text: string): Naming {
  const whole = path.replaceAll('\\', '/');
  for (const scheme of schemes) {
    if (scheme.marker && !scheme.marker.test(text)) continue;
    const found = scheme.name.exec(whole);
    if (!found) continue;
    const folder = whole.slice(0, found.index).replace(/(?<=.)\/$/, '');
    return { scheme, folder, ...scheme.read(found.groups ?? {}) };
  }
  return { scheme: lone, folder: '', version: '', separator: '', description: whole, direction: 'both' };
}

/** Words of the markers of all schemes: most texts hold none, and one look is enough for them. */
const anyMarker = /migrate:up|\+goose|\+migrate|up[^\S\n]+migration|!Ups|@UNDO|create above/i;

/** The path of a file by its parts: what `namingOf` reads from it are the same parts. */
export function pathOf({ scheme, folder, ...parts }: Naming): string {
  return `${folder}${folder === '' || folder.endsWith('/') ? '' : '/'}${scheme.write(parts)}`;
}
