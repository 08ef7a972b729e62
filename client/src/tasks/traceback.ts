import { redacted } from './redacted.ts';

/** A place in a file that Alembic's output complains of. */
export interface OutputProblem {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly message: string;
}

/**
 * Where a run failed: at the last line of the project's own code in the last traceback that has one, or, where Alembic only
 * says `FAILED: …`, in its configuration.
 */
export function problemsIn(
  output: string,
  project: { readonly config: string; readonly root: string },
): readonly OutputProblem[] {
  const text = plain(output);
  const tracebacks = text.split(/^Traceback \(most recent call last\):$/m).slice(1);
  for (const each of tracebacks.toReversed()) {
    const frame = [...each.matchAll(frames)].findLast((match) => isOwn(match[1] ?? '', project.root));
    if (!frame) continue;
    return [{ path: frame[1] ?? '', line: Number(frame[2]), message: redacted(errorIn(each)) }];
  }
  const failed = failureIn(text);
  return failed === undefined ? [] : [{ path: project.config, line: 1, message: redacted(failed) }];
}

/** What Alembic says in words of its own. */
export function failureIn(output: string): string | undefined {
  return /^(?:FAILED: |ERROR: |alembic: error: )(.+)$/m.exec(plain(output))?.[1]?.trim();
}

/** The last error that a traceback ends in, in one line. */
export function lastErrorIn(output: string): string | undefined {
  const traceback = plain(output)
    .split(/^Traceback \(most recent call last\):$/m)
    .slice(1)
    .at(-1);
  return traceback === undefined ? undefined : errorIn(traceback);
}

const frames = /^ {2}File "([^"\n]+)", line (\d+)(?:, in .*)?$/gm;

/** The first line that is not indented says what it was. */
function errorIn(traceback: string): string {
  return /^(?! )\S.*$/m.exec(traceback)?.[0].trim() ?? 'The run failed';
}

/** The code of the project, not that which it has installed. */
function isOwn(path: string, root: string): boolean {
  const [file, folder] = [path, root].map((each) => each.replaceAll('\\', '/'));
  if (file === undefined || folder === undefined || !file.startsWith(folder)) return false;
  return !/\/(site-packages|dist-packages|\.?venv|node_modules)\//.test(file.slice(folder.length));
}

/** Python may colour what it says. */
function plain(output: string): string {
  return output.replace(colour, '').replaceAll('\r\n', '\n');
}

const colour = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');
