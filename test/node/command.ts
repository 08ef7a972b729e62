import { engines } from '../../server/src/engines/index.ts';
import { runCommand } from '../../server/src/node/command-line.ts';
import { patterns } from '../../server/src/plans/index.ts';
import { rules } from '../../server/src/rules/index.ts';

/** What `migration-writer …` prints in the folder, and its exit status. */
export async function command(cwd: string, ...argv: readonly string[]) {
  let out = '';
  let error = '';
  const terminal = {
    cwd,
    colour: false,
    input: async () => new Uint8Array(),
    out: (text: string) => {
      out += text;
    },
    error: (text: string) => {
      error += text;
    },
  };
  const code = await runCommand(argv, terminal, { rules, engines, patterns, serve: async () => undefined });
  return { code, out, error };
}
