import { dirname, resolve } from 'node:path';
import type { Environment } from '../model/frontend.ts';
import { engineOfUrl } from '../project/engine.ts';
import type { Trace } from '../project/project.ts';
import type { Source } from '../text.ts';

/** What an `alembic.ini` or a `pyproject.toml` says. */
export interface Configuration {
  readonly environment: Environment;
  readonly recursive: boolean;
  readonly trace: Trace | undefined;
}

/** Undefined where the file does not configure a migration tool. */
export function configurationOf(source: Source): Configuration | undefined {
  const found = /^script_location\s*=\s*(.*)$/m.exec(source.text)?.[1]?.trim();
  if (!source.path.endsWith('.ini')) return undefined;
  const url = /^sqlalchemy.url\s*=\s*(.*)$/m.exec(source.text)?.[1]?.trim() ?? '';
  const engine = engineOfUrl(url);
  return {
    environment: {
      folders: [resolve(dirname(source.path), found?.replace('%(here)s', '.') ?? '.', 'versions')],
      config: source.path,
    },
    recursive: false,
    trace: engine ? { engine, path: source.path } : undefined,
  };
}
