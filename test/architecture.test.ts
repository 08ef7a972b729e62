import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const top = resolve(import.meta.dirname, '..');

/** The layers of ARCHITECTURE.md: each room, and the rooms that it may import from beside itself. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  'text.ts': [],
  'protocol.ts': ['text.ts', 'model'],
  model: ['text.ts'],
  sql: ['text.ts', 'model'],
  python: ['text.ts', 'model'],
  frontends: ['text.ts', 'model', 'sql', 'python'],
  engines: ['text.ts', 'model', 'sql'],
  plans: ['text.ts', 'model'],
  rules: ['text.ts', 'model', 'plans'],
  project: ['text.ts', 'model'],
  analysis: ['text.ts', 'model', 'frontends', 'engines', 'rules', 'plans', 'project'],
  lsp: ['text.ts', 'model', 'analysis', 'protocol.ts'],
  node: ['text.ts', 'model', 'analysis', 'project', 'frontends', 'python', 'sql', 'protocol.ts'],
  'main.ts': ['engines', 'lsp', 'node', 'plans', 'rules'],
  'cli.ts': ['engines', 'lsp', 'node', 'plans', 'rules'],
  'sizes.ts': ['node'],
};

const files = list(join(top, 'server/src'));

test.each(files)('%s imports only what its layer may', (file) => {
  const room = file.split('/')[0] ?? '';
  const allowed = rooms[room];
  expect(allowed, `${room} is no room of the house`).toBeDefined();
  for (const imported of imports(file)) {
    const target =
      relative(join(top, 'server/src'), resolve(top, 'server/src', file, '..', imported)).split('/')[0] ?? '';
    if (imported.startsWith('.') && target !== room) expect(allowed).toContain(target);
  }
});

/** Tools, engines and rules are blind to one another. */
test.each(files.filter((file) => /^(frontends|engines)\/\w+\/|^rules\/(?!index\.ts)/.test(file)))(
  '%s knows none of its neighbours',
  (file) => {
    const [room = '', own = ''] = file.split('/');
    const neighbours = imports(file)
      .filter((imported) => imported.startsWith('.'))
      .map((imported) => relative(join(top, 'server/src'), resolve(top, 'server/src', file, '..', imported)).split('/'))
      .filter(
        ([target, part, inner]) => target === room && (room === 'rules' || (inner !== undefined && part !== own)),
      );
    expect(neighbours).toEqual([]);
  },
);

/** What holds for an engine and its kin is asked of its family: an engine that is added has no name that anyone compares. */
test.each(files.filter((file) => !file.startsWith('engines/')))('%s compares no name that is a family', (file) => {
  const text = readFileSync(join(top, 'server/src', file), 'utf8');
  expect(text.match(/^.*(?<!familyOf\([\w.?]*\)) [!=]== '(postgresql|sqlite)'.*$/gm)).toBeNull();
});

test.each(files.filter((file) => !/^(node|lsp|main\.ts|cli\.ts|sizes\.ts)/.test(file)))(
  '%s does no input or output',
  (file) => {
    expect(imports(file).filter((imported) => /^(node:|vscode)/.test(imported))).toEqual([]);
  },
);

const client = list(join(top, 'client/src'));

test.each(client)('client/src/%s takes from the server its protocol only', (file) => {
  const foreign = imports(file, 'client/src').filter((imported) => imported.includes('server/'));
  expect(foreign.filter((imported) => !imported.endsWith('server/src/protocol.ts'))).toEqual([]);
});

test.each([...files.map((file) => `server/src/${file}`), ...client.map((file) => `client/src/${file}`)])(
  '%s asserts no types',
  (file) => {
    const code = readFileSync(join(top, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'|`[^`]*`/g, '');
    expect(code.match(/^(?!\s*(import|export)\b).*\w\)? as (?!const\b)\w.*$/gm)).toBeNull();
  },
);

function list(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
}

function imports(file: string, folder = 'server/src'): string[] {
  const text = readFileSync(join(top, folder, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}
