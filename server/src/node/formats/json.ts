import { jsonOf } from '../commands/json.ts';
import type { Checked } from './checked.ts';

/** For other programs: docs/json.md says what stands where. */
export function json({ analyses, project, cwd, operations, sourceOf }: Checked): string {
  return jsonOf(analyses, project, cwd, { operations, sourceOf });
}
