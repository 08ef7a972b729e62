import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

const { values } = parseArgs({
  options: { outdir: { type: 'string', default: 'dist' }, sourcemap: { type: 'boolean' }, bench: { type: 'boolean' } },
});
const { outdir } = values;

rmSync(outdir, { recursive: true, force: true });
mkdirSync(outdir, { recursive: true });

const shared = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  outdir,
  minify: true,
  sourcemap: values.sourcemap === true,
  external: ['vscode'],
  // The package's ESM entry asks for import.meta.url, which a CommonJS bundle does not have.
  alias: { 'web-tree-sitter': require.resolve('web-tree-sitter') },
  // The other thing that only an ECMAScript module knows: where it lies.
  define: { 'import.meta.dirname': '__dirname' },
  logLevel: 'warning',
};

await Promise.all([
  build({
    ...shared,
    entryPoints: { extension: 'client/src/extension.ts', server: 'server/src/main.ts', sizes: 'server/src/sizes.ts' },
  }),
  ...(values.bench ? [build({ ...shared, entryPoints: { bench: 'test/bench/analysis.ts' } })] : []),
  build({
    ...shared,
    platform: 'browser',
    format: 'iife',
    entryPoints: ['client/src/page/graph.ts', 'client/src/page/graph.css'],
  }),
  build({ ...shared, entryPoints: { cli: 'server/src/cli.ts' }, banner: { js: '#!/usr/bin/env node' } }),
]);

// The icon of the graph's tab.
for (const icon of ['graph-dark.svg', 'graph-light.svg']) {
  copyFileSync(new URL(`client/src/page/${icon}`, import.meta.url), `${outdir}/${icon}`);
}

// WebAssembly is read from beside the bundle.
for (const wasm of [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
  'libpg-query/wasm/libpg-query.wasm',
]) {
  copyFileSync(new URL(`node_modules/${wasm}`, import.meta.url), `${outdir}/${wasm.split('/').at(-1)}`);
}
