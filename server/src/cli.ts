import { engines } from './engines/index.ts';
import { runCommand } from './node/command-line.ts';
import { openHost } from './node/host.ts';
import { patterns } from './plans/index.ts';
import { rules } from './rules/index.ts';

const terminal = {
  cwd: process.cwd(),
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
  input: readAll,
  out: (text: string) => process.stdout.write(text),
  error: (text: string) => process.stderr.write(text),
};

const catalogue = { rules, engines, patterns, serve: serveOnStdio };

// A reader that closes the pipe early (`| head`) has seen enough; what was found still decides the exit status.
process.stdout.on('error', () => {});

runCommand(process.argv.slice(2), terminal, catalogue).then((code) => {
  process.exitCode = code;
});

async function readAll(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Resolves when the client has left. What only the language server needs is loaded for it alone. */
async function serveOnStdio(): Promise<void> {
  const [{ createConnection, ProposedFeatures }, { serve }] = await Promise.all([
    import('vscode-languageserver/node'),
    import('./lsp/serve.ts'),
  ]);
  const connection = createConnection(ProposedFeatures.all, process.stdin, process.stdout);
  serve(connection, openHost({ rules: rules.map((rule) => rule.id), engines }), patterns);
  return new Promise((resolve) => {
    connection.onExit(resolve);
  });
}
