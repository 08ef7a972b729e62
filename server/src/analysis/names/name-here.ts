import type { NameAt } from '../../model/name-at.ts';
import type { Analysis } from '../analyze.ts';

/** The name at a place of the migration, as its tool reads it. */
export function nameAt({ frontend, source, project }: Analysis, offset: number): NameAt | undefined {
  return frontend.nameAt(source, offset, { engine: project.engine, version: project.engineVersion });
}
