import { dirname, join } from 'node:path';
import { environmentNames, readEnvironment } from '../frontends/alembic/config.ts';
import type { EngineName } from '../model/engine.ts';
import type { Environment } from '../model/frontend.ts';
import type { PlacedClue } from '../project/conclude.ts';
import { engineOfUrl } from '../project/engine.ts';
import { looseness } from '../project/evidence/url.ts';
import type { SettingsProblem } from '../project/settings-file.ts';
import type { Source } from '../text.ts';

/** One environment of an `alembic.ini` or a `pyproject.toml`. */
export interface Configuration {
  readonly path: string;
  readonly environment: Environment;
  readonly recursive: boolean;
  /** The folder of the tool's own scripts. */
  readonly scripts: string | undefined;
  /** What its database URL says. */
  readonly clues: readonly PlacedClue[];
  readonly problems: readonly SettingsProblem[];
}

/** The environments that a file configures: an ini file may have several, none where it is about something else. */
export function configurationsOf(source: Source): readonly Configuration[] {
  const { path } = source;
  const names = path.endsWith('.ini') ? new Set(['alembic', ...environmentNames(source)]) : ['alembic'];
  return [...names].flatMap((name) => {
    const facts = readEnvironment(source, name);
    if (!facts) return [];
    const { environment, recursive, scripts, dialect } = facts;
    const engine = dialect && engineOfUrl(`${dialect.name}:`);
    // Flask-Migrate says where the scripts are in code: beside its ini file.
    const folders = environment.folders.length > 0 ? environment.folders : [join(dirname(path), 'versions')];
    return {
      path,
      environment: { ...environment, folders, ...(name !== 'alembic' && { section: name }) },
      recursive,
      scripts,
      clues: engine === undefined ? [] : [clueOf(engine, path, dialect?.line)],
      problems: facts.problems.map((each) => ({ path, ...each })),
    };
  });
}

function clueOf(engine: EngineName, path: string, line: number | undefined): PlacedClue {
  return { fact: 'engine', value: engine, basis: 'configuration', path, line, distance: 0, ...looseness(engine) };
}
