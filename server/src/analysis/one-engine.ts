import { databaseFolder } from '../model/database-folder.ts';
import { engineCalled } from '../model/engine.ts';
import type { Frontend, Target } from '../model/frontend.ts';
import { mayRunOn } from '../project/engine.ts';
import type { Source } from '../text.ts';

/**
 * The files that make the history of one engine. Where folders side by side are named after databases, the one of the engine
 * at hand is meant: the same migration may stand in each of them, under one id.
 */
export function ofOneEngine(
  files: readonly Source[],
  frontend: Pick<Frontend, 'accepts' | 'engineOf'>,
  { engine }: Target,
): readonly Source[] {
  const own = files.filter(
    ({ path }) => frontend.accepts(path) && mayRunOn(frontend.engineOf?.(path) ?? engine, engine),
  );
  const kinds = own.map(({ path }) => folderKind(path, engine));
  return kinds.includes('own') ? own.filter((_, at) => kinds[at] !== 'other') : own;
}

function folderKind(path: string, engine: Target['engine']): 'own' | 'other' | undefined {
  const folder = databaseFolder(path);
  if (!folder) return undefined;
  const named = engineCalled(folder.word);
  return named !== undefined && mayRunOn(named, engine) ? 'own' : 'other';
}
