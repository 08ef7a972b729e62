import { type EngineName, familyOf } from '../../model/engine.ts';
import { isNode, type Node } from './node.ts';

/** What node-sql-parser makes of one statement; `offset` is where it gave up. */
export type Attempt = { readonly tree: Node } | { readonly offset: number };

/**
 * Must have resolved before the first parse for the engine. MariaDB's statements are read by MySQL's grammar: the package's
 * own one for MariaDB refuses more of them (`ADD UNIQUE (a)`) and accepts nothing that is not read clause by clause as well.
 */
export async function loadGrammar(engine: EngineName): Promise<void> {
  if (familyOf(engine) === 'sqlite') {
    const { default: sqlite } = await import('node-sql-parser/build/sqlite.js');
    grammars.sqlite ??= new sqlite.Parser();
  } else {
    const { default: mysql } = await import('node-sql-parser/build/mysql.js');
    grammars.mysql ??= new mysql.Parser();
  }
}

/** Never throws. A refusal proves nothing: the grammars know fewer statements than the servers do. */
export function attempt(text: string, engine: EngineName): Attempt {
  const database = familyOf(engine) === 'sqlite' ? 'sqlite' : 'mysql';
  const grammar = grammars[database];
  if (text.length > maximumCharacters || !grammar) return { offset: 0 };
  try {
    const tree: unknown = grammar.astify(text, { database });
    const only: unknown = Array.isArray(tree) && tree.length === 1 ? tree[0] : tree;
    return isNode(only) ? { tree: only } : { offset: 0 };
  } catch (error) {
    return { offset: offsetOf(error) };
  }
}

interface Grammar {
  astify(sql: string, options: { readonly database: string }): unknown;
}

const grammars: { mysql?: Grammar; sqlite?: Grammar } = {};

/** A megabyte in one statement takes the grammar many seconds; such a statement holds rows, which nobody has to count. */
const maximumCharacters = 50_000;

function offsetOf(error: unknown): number {
  if (typeof error !== 'object' || error === null || !('location' in error)) return 0;
  const { location } = error;
  if (!isNode(location) || !isNode(location.start)) return 0;
  return typeof location.start.offset === 'number' ? location.start.offset : 0;
}
