import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadPython } from '../server/src/python/parse.ts';
import { loadSql } from '../server/src/sql/parse.ts';

const require = createRequire(import.meta.url);

await loadPython({
  runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
  python: readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
});
await loadSql();
