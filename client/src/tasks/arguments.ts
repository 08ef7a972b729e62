import { posix, win32 } from 'node:path';
import type { Interpreter } from './interpreter.ts';
import type { AlembicProject } from './project.ts';

/** What Alembic is asked to do. Revisions are ids, or what Alembic calls them: `head`, `heads`, `base`, `+1`, `-1`. */
export type AlembicCommand =
  | {
      readonly command: 'revision';
      readonly message: string;
      readonly autogenerate?: boolean | undefined;
      /** The revision that it follows; absent: the only head. */
      readonly head?: string | undefined;
    }
  | { readonly command: 'merge'; readonly message: string; readonly revisions: readonly string[] }
  | { readonly command: 'upgrade' | 'downgrade'; readonly revision: string; readonly sql?: boolean | undefined }
  | { readonly command: 'stamp'; readonly revision: string }
  | { readonly command: 'current' | 'history' | 'heads' | 'branches' | 'check' };

/** A program with its arguments as they are: no shell reads them. */
export interface Invocation {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
}

export function invocationOf(
  project: AlembicProject,
  { program, before }: Interpreter,
  asked: AlembicCommand,
): Invocation {
  const { dirname, basename, relative } = /^[a-z]:\\|^\\\\/i.test(project.config) ? win32 : posix;
  const cwd = project.cwd ?? dirname(project.config);
  const isToml = basename(project.config) === 'pyproject.toml';
  // What pyproject.toml says is all of it, unless an alembic.ini beside it is read, too: by default both are.
  const where = isToml ? [] : ['-c', relative(cwd, project.config)];
  const section = project.section === undefined ? [] : [`--name=${project.section}`];
  return { program, args: [...before, ...where, ...section, ...argumentsOf(asked)], cwd };
}

/** Behind `--` nothing is an option, whatever it begins with; a message is the value of its option by the equals sign. */
export function argumentsOf(asked: AlembicCommand): readonly string[] {
  switch (asked.command) {
    case 'revision': {
      const generate = asked.autogenerate ? ['--autogenerate'] : [];
      const head = asked.head === undefined ? [] : [`--head=${asked.head}`];
      return ['revision', `--message=${asked.message}`, ...generate, ...head];
    }
    case 'merge':
      return ['merge', `--message=${asked.message}`, '--', ...asked.revisions];
    case 'upgrade':
    case 'downgrade':
      return [asked.command, ...(asked.sql ? ['--sql'] : []), '--', asked.revision];
    case 'stamp':
      return ['stamp', '--', asked.revision];
    case 'current':
    case 'history':
    case 'heads':
    case 'branches':
    case 'check':
      return [asked.command];
  }
}

/** The command that a task of `tasks.json` describes; undefined where it describes none. */
export function commandIn(definition: Readonly<Record<string, unknown>>): AlembicCommand | undefined {
  const { command, revision, message, autogenerate, sql, head } = definition;
  switch (command) {
    case 'upgrade':
    case 'downgrade': {
      const target = text(revision) ?? (command === 'upgrade' ? 'head' : undefined);
      return target === undefined ? undefined : { command, revision: target, ...(sql === true && { sql }) };
    }
    case 'stamp': {
      const target = text(revision);
      return target === undefined ? undefined : { command, revision: target };
    }
    case 'revision': {
      const said = text(message);
      const follows = text(head);
      if (said === undefined) return undefined;
      return { command, message: said, autogenerate: autogenerate === true, ...(follows && { head: follows }) };
    }
    case 'merge':
      return {
        command,
        message: text(message) ?? 'merge heads',
        revisions: texts(definition.revisions) ?? [text(revision) ?? 'heads'],
      };
    case 'current':
    case 'history':
    case 'heads':
    case 'branches':
    case 'check':
      return { command };
    default:
      return undefined;
  }
}

function texts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) && value.length > 0 ? value.flatMap((each) => text(each) ?? []) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
