import type { EngineName } from '../../model/engine.ts';
import type { Script } from '../../model/script.ts';
import { apply } from '../../python/functions.ts';
import { execute } from '../../python/interpret.ts';
import { functionOf } from '../../python/module.ts';
import { child, type Node, parsePython, type Tree, textOf } from '../../python/parse.ts';
import type { Run } from '../../python/run.ts';
import { assign, type Scope, scopeUnder } from '../../python/scope.ts';
import type { FunctionValue } from '../../python/values.ts';
import type { Source } from '../../text.ts';
import { follower } from './script-host.ts';

/**
 * Reads an `env.py` as an online run goes through it, statement by statement. What it decides only when it runs is not known. https://alembic.sqlalchemy.org/en/latest/tutorial.html#the-migration-environment
 */
export function readScript({ path, text }: Source, engine?: EngineName): Script {
  const tree = parsePython(text);
  const module = scopeUnder(undefined);
  const span = { start: 0, end: 0 };
  assign(module, 'context', { kind: 'reference', span, path: 'alembic.context', name: 'context' });
  const host = follower(tree, engine);
  const run: Run = {
    ...{ tree, module, host, budget, depth: 0, conditions: 0, skipped: 0, broken: 0, loops: 0 },
    ...{ statement: span, stack: [] },
  };
  execute(run, module, tree.root);
  // Code elsewhere calls them.
  for (const each of host.configured() ? [] : runnersIn(tree, module)) apply(run, each, nothing, span);
  for (const each of listenersIn(tree, tree.root, module)) host.listen(each, run);
  return { path, ...host.found(), errors: errorsOf(tree) };
}

function errorsOf({ firstError }: Tree): Script['errors'] {
  return firstError ? [{ span: firstError, message: 'This is not Python; what stands behind it may be misread' }] : [];
}

export function claimsScript({ path, text }: Source): boolean {
  return isScript(path) && /\b(alembic|run_migrations|context\.configure)\b/.test(text);
}

export function isScript(path: string): boolean {
  return /(^|[/\\])env\.py$/.test(path);
}

const budget = 100_000;

const nothing = { positional: [], keywords: new Map(), open: false };

/** The functions that have migrations run, but for those that only write SQL. */
function runnersIn(tree: Tree, module: Scope): readonly FunctionValue[] {
  return [...module.names.values()].flatMap((value) =>
    value.kind === 'function' && /\brun_migrations\b/.test(textOf(tree, value.node)) && !/offline/.test(value.name)
      ? [value]
      : [],
  );
}

/** `@event.listens_for(engine, "connect")` above a function, wherever it stands. */
function listenersIn(tree: Tree, node: Node, module: Scope): readonly FunctionValue[] {
  if (node.type !== 'decorated_definition') return node.children.flatMap((each) => listenersIn(tree, each, module));
  const listens = node.children.some(
    (each) =>
      each.type === 'decorator' && /\blistens_for\s*\([^)]*["'](connect|engine_connect)["']/.test(textOf(tree, each)),
  );
  const definition = child(node, 'definition');
  const called = listens && definition ? functionOf(tree, module, definition) : undefined;
  return called ? [called] : [];
}
