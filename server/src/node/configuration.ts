import { dirname, join } from 'node:path';
import { environmentNames, readEnvironment } from '../frontends/alembic/config.ts';
import type { Environment } from '../model/frontend.ts';
import { engineOfUrl } from '../project/engine.ts';
import type { Trace } from '../project/project.ts';
import type { SettingsProblem } from '../project/settings-file.ts';
import type { Source } from '../text.ts';

/** One environment of an `alembic.ini` or a `pyproject.toml`. */
export interface Configuration {
  readonly path: string;
  readonly environment: Environment;
  readonly recursive: boolean;
  /** The folder of the tool's own scripts. */
  readonly scripts: string | undefined;
  readonly trace: Trace | undefined;
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
      environment: { ...environment, folders },
      recursive,
      scripts,
      trace: engine && { engine, path, line: dialect.line },
      problems: facts.problems.map((each) => ({ path, ...each })),
    };
  });
}
