import { posix, win32 } from 'node:path';
import type { Machine } from './interpreter.ts';

/** An `alembic.ini`: its path, its text and the section that counts. */
interface Configured {
  readonly config: string;
  readonly section?: string | undefined;
  readonly text: string;
}

/**
 * The folder to run Alembic in: that of its configuration, unless `script_location` lies below a folder above it, up to the
 * open one. Alembic takes a relative path from where it runs.
 * https://alembic.sqlalchemy.org/en/latest/tutorial.html#editing-the-ini-file
 */
export function workingFolderOf({ config, section = 'alembic', text }: Configured, root: string, machine: Machine) {
  const { dirname, isAbsolute, join } = machine.windows ? win32 : posix;
  const own = dirname(config);
  const location = locationIn(text, section) ?? locationIn(text, 'DEFAULT');
  // `%(here)s` and `package:folder` lie where they lie, wherever Alembic runs.
  if (location === undefined || isAbsolute(location) || /%\(|:/.test(location)) return own;
  for (let each = own; ; each = dirname(each)) {
    if (machine.exists(join(each, location))) return each;
    if (each === root || dirname(each) === each) return own;
  }
}

function locationIn(text: string, section: string): string | undefined {
  let at = '';
  for (const [line, value] of text.matchAll(/^\[.*\]|^script_location[ \t]*[=:]\s*(.*)/gm)) {
    if (line.startsWith('[')) at = line.slice(1, -1);
    else if (at === section) return value?.trim();
  }
  return undefined;
}
