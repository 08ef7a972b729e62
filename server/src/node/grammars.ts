import { loadPython } from '../python/parse.ts';
import { loadSql } from '../sql/parse.ts';
import { wasm } from './shipped.ts';

let loading: Promise<void> | undefined;

/** Must have resolved before the first analysis; later calls wait for the first one. */
export function loadGrammars(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  const [runtime, python] = await Promise.all([
    wasm('web-tree-sitter', 'web-tree-sitter.wasm'),
    wasm('tree-sitter-python', 'tree-sitter-python.wasm'),
  ]);
  await Promise.all([loadPython({ runtime, python }), loadSql()]);
}
