import { basename, dirname, join } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import type { Afterwards } from '../../../server/src/protocol.ts';
import { chosenPython } from './chosen-python.ts';
import { type Interpreter, interpreterOf } from './interpreter.ts';
import { thisMachine } from './machine.ts';
import { run } from './run.ts';
import { projectAt } from './site.ts';

/** Offers to run what the project has Alembic run on new files: it runs programs, so only in a workspace that is trusted. */
export async function offerHooks(afterwards: Afterwards | undefined): Promise<void> {
  if (!afterwards || !workspace.isTrusted) return;
  const names = afterwards.names.join(', ');
  const asked = `Alembic runs ${names} on each revision that it writes. Run it on the new files, too?`;
  if ((await window.showInformationMessage(asked, runThem)) !== runThem) return;
  const problem = await runHooks(afterwards);
  if (problem === undefined) window.setStatusBarMessage(`$(check) Post-write hooks: ${names}`, 5_000);
  else void window.showWarningMessage(`Post-write hooks (${names}): ${problem}`);
}

const runThem = 'Run Post-Write Hooks';

/** Why they failed; undefined where all is well. */
async function runHooks({ args, folder, config }: Afterwards): Promise<string | undefined> {
  const uri = Uri.parse(config);
  const interpreter = interpreterOf(projectAt(uri, undefined), await chosenPython(uri), thisMachine);
  const { program, before } = pythonIn(interpreter);
  const ended = await run({ program, args: [...before, ...args], cwd: folder }).ended;
  if (ended.isMissing) return `${program} was not found.`;
  const last = ended.output.trim().split('\n').at(-1);
  return ended.code === 0 ? undefined : last || `${program} ended with exit code ${ended.code}.`;
}

/** Python itself, where an interpreter would run Alembic. */
function pythonIn({ program, before }: Interpreter): Pick<Interpreter, 'program' | 'before'> {
  if (before[0] === 'run') return { program, before: [...before.slice(0, -1), 'python'] };
  if (before[0] === '-m') return { program, before: [] };
  return { program: join(dirname(program), basename(program).replace('alembic', 'python')), before: [] };
}
