import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

rmSync('dist', { recursive: true, force: true });
mkdirSync('dist', { recursive: true });

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outdir: 'dist',
  minify: true,
  sourcemap: process.argv.includes('--sourcemap'),
  external: ['vscode'],
  // The package's ESM entry asks for import.meta.url, which a CommonJS bundle does not have.
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter/web-tree-sitter.cjs') },
  logLevel: 'warning',
};

await Promise.all([
  build({ ...shared, entryPoints: { extension: 'client/src/extension.ts', server: 'server/src/main.ts' } }),
  build({ ...shared, entryPoints: { cli: 'server/src/cli.ts' }, banner: { js: '#!/usr/bin/env node' } }),
]);

// WebAssembly is read from beside the bundle.
for (const wasm of [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
  'libpg-query/wasm/libpg-query.wasm',
]) {
  copyFileSync(new URL(`node_modules/${wasm}`, import.meta.url), `dist/${wasm.split('/').at(-1)}`);
}
