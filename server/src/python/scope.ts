import type { Node } from './parse.ts';
import type { Value } from './values.ts';

/** Names of a module, function or class body. Those of a module are evaluated when they are first asked for. */
export interface Scope {
  readonly names: Map<string, Value>;
  readonly pending: Map<string, Pending>;
  /** Modules of which every public name was imported. */
  readonly stars: string[];
  readonly parent: Scope | undefined;
}

/** An assignment that was not evaluated yet: `name = value`, or `name += value` on top of `before`. */
export interface Pending {
  readonly value: Node;
  readonly operator?: string | undefined;
  readonly before?: Pending | undefined;
}

export function scopeUnder(parent: Scope | undefined): Scope {
  return { names: new Map(), pending: new Map(), stars: [], parent };
}

export function assign(scope: Scope, name: string, value: Value): void {
  scope.names.set(name, value);
  scope.pending.delete(name);
}
