import { loadPython } from '../python/parse.ts';
import { loadSqlFor } from '../sql/parse.ts';
import { wasm } from './shipped.ts';

const loading = { python: lazily(loadPythonGrammar), sql: lazily(() => loadSqlFor('postgresql')) };

/**
 * Must have resolved before the first analysis; later calls wait for the first one. Python's grammar is needed for files of
 * Python only, and other grammars of SQL than PostgreSQL's once a project is known to need them.
 */
export async function loadGrammars(needed: 'all' | 'sql' = 'all'): Promise<void> {
  await Promise.all(needed === 'sql' ? [loading.sql()] : [loading.sql(), loading.python()]);
}

async function loadPythonGrammar(): Promise<void> {
  const [runtime, python] = await Promise.all([
    wasm('web-tree-sitter', 'web-tree-sitter.wasm'),
    wasm('tree-sitter-python', 'tree-sitter-python.wasm'),
  ]);
  await loadPython({ runtime, python });
}

function lazily(load: () => Promise<void>): () => Promise<void> {
  let loaded: Promise<void> | undefined;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
