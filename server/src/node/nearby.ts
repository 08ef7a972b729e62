import { basename, dirname } from 'node:path';
import { frontends } from '../frontends/index.ts';
import { isMigration } from './claimed.ts';
import { inBatches } from './disk.ts';
import { ancestors, homeOf, type Place } from './place.ts';
import { readText } from './read.ts';
import { filesBelow, mayBeMigration } from './walk.ts';

/**
 * The history that files tell by themselves, at a folder or not far from it: its own, the only one below it, or the only one
 * below one of the folders above it. Two are nobody's.
 */
export async function historyNear(folder: string): Promise<Place | undefined> {
  for (const above of ancestors(folder).slice(0, 4)) {
    const found = await historiesBelow(above);
    const own = found.find((each) => each.environment.folders.includes(folder));
    if (own) return own;
    if (found.length > 0) return found.length === 1 ? found[0] : undefined;
    // The project ends here.
    if (
      projectFiles.test(
        (await filesBelow(above, (name) => projectFiles.test(name), 0)).map((path) => basename(path)).join(' '),
      )
    )
      return undefined;
  }
  return undefined;
}

const projectFiles = /(^| )(package\.json|Cargo\.toml|go\.mod|pom\.xml|build\.gradle|pyproject\.toml|Gemfile)( |$)/;

async function historiesBelow(folder: string): Promise<readonly Place[]> {
  const withHome = frontends.filter((each) => each.home);
  const mayTell = (name: string) => mayBeMigration(name) && withHome.some((each) => each.accepts(name));
  const paths = await filesBelow(folder, mayTell, 4);
  // One file of each folder is enough.
  const samples = [...new Map(paths.map((path) => [dirname(path), path])).values()].slice(0, 200);
  const places = await inBatches(samples, async (path) => {
    const read = await readText(path);
    const source = { path, text: 'text' in read ? read.text : '' };
    const frontend = isMigration(source) ? withHome.find((each) => each.claims(source)) : undefined;
    return frontend && homeOf(source, frontend);
  });
  return [...new Map(places.flatMap((each) => (each ? [[each.environment.folders.join(), each]] : []))).values()];
}
