import { posix, win32 } from 'node:path';
import type { AlembicProject } from './project.ts';

/** The program that runs Alembic in a project, and the arguments that stand before Alembic's own. */
export interface Interpreter {
  readonly program: string;
  readonly before: readonly string[];
  /** What it is called in a sentence: "the environment .venv". */
  readonly title: string;
}

/** What is known of the machine. */
export interface Machine {
  exists(path: string): boolean;
  readonly windows: boolean;
}

/**
 * The Python that the user has chosen, else the environment that is nearest to the configuration, from its folder up to the
 * open one: a virtual environment, or the tool whose lock file lies there. Else the Python of the machine.
 */
export function interpreterOf(project: AlembicProject, chosen: string | undefined, machine: Machine): Interpreter {
  const { dirname, join, relative } = machine.windows ? win32 : posix;
  const folder = dirname(project.config);
  // The project's own package of that name would be taken for Alembic where its folder comes first.
  const isShadowed = machine.exists(join(project.cwd ?? folder, 'alembic', '__init__.py'));
  const runBy = (python: string, title: string): Interpreter => {
    const script = join(dirname(python), machine.windows ? 'alembic.exe' : 'alembic');
    if (isShadowed && machine.exists(script)) return { program: script, before: [], title };
    return { program: python, before: ['-m', 'alembic'], title };
  };
  if (chosen !== undefined) return runBy(chosen, `the chosen Python (${chosen})`);
  for (const each of foldersUpTo(project.root, folder, dirname)) {
    for (const name of ['.venv', 'venv']) {
      const python = join(each, name, ...(machine.windows ? ['Scripts', 'python.exe'] : ['bin', 'python']));
      if (machine.exists(python))
        return runBy(python, `the environment ${relative(project.root, join(each, name)) || name}`);
    }
    const runner = runners.find(({ files }) => files.some((file) => machine.exists(join(each, file))));
    if (runner) return { program: runner.program, before: [...runner.run, 'alembic'], title: runner.program };
  }
  return {
    program: machine.windows ? 'python' : 'python3',
    before: ['-m', 'alembic'],
    title: 'the Python on the PATH',
  };
}

const runners = [
  { program: 'uv', run: ['run'], files: ['uv.lock'] },
  // Without the dashes it takes Alembic's options for its own where Alembic's arguments have dashes, too.
  { program: 'poetry', run: ['run', '--'], files: ['poetry.lock'] },
  { program: 'pipenv', run: ['run'], files: ['Pipfile.lock', 'Pipfile'] },
];

/** The nearest first; where the folder does not lie in `root`, it alone. */
function foldersUpTo(root: string, folder: string, dirname: (path: string) => string): readonly string[] {
  const folders = [folder];
  for (let each = folder; each !== root; ) {
    const above = dirname(each);
    if (above === each) return [folder];
    folders.push(above);
    each = above;
  }
  return folders;
}
