import { frontends } from '../frontends/index.ts';
import type { EngineName } from '../model/engine.ts';
import type { ToolName } from '../model/migration.ts';
import type { Source } from '../text.ts';
import { refusal } from './read.ts';

const claims = new WeakMap<Source, boolean>();

/** Whether some tool knows the file for one of its own. */
export function isMigration(source: Source): boolean {
  const known =
    claims.get(source) ?? (refusal(source.text) === undefined && frontends.some((frontend) => frontend.claims(source)));
  claims.set(source, known);
  return known;
}

/** Whether the file is to be read where the user names the tool: of plain SQL any, of others what they claim. */
export function isOf(tool: ToolName, source: Source): boolean {
  const frontend = frontends.find((each) => each.name === tool);
  if (!frontend || refusal(source.text) !== undefined) return false;
  return frontend.home ? frontend.accepts(source.path) : frontend.claims(source);
}

/** Whether the file is the program that some tool runs around its migrations. */
export function isScript(source: Source): boolean {
  return frontends.some((each) => each.script?.claims(source));
}

export function isScriptOf(tool: ToolName, source: Source): boolean {
  return frontends.find((each) => each.name === tool)?.script?.claims(source) === true;
}

/** Whether a file of this name can be one of the tool's at all. */
export function mayBeOf(tool: ToolName, path: string): boolean {
  return foreignTo(path) !== undefined || frontends.some((each) => each.name === tool && each.accepts(path));
}

/** The engine that the name of the file says it is for. */
export function engineOf(path: string): EngineName | undefined {
  return frontends.find((each) => each.accepts(path))?.engineOf?.(path);
}

/** The database without facts here that the name of the file says it is for. */
export function foreignTo(path: string): string | undefined {
  return frontends.map((each) => each.foreignTo?.(path)).find((each) => each !== undefined);
}
