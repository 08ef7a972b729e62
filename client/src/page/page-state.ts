/** What is kept while the page is hidden, and in a reloaded window. */
export interface PageState {
  /** The graph that is shown, by its address. */
  readonly graph?: string | undefined;
  readonly filter: string;
  /** The address of the active revision. */
  readonly active?: string | undefined;
  readonly top: number;
}

export interface Editor {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: PageState): void;
}

/** Another version of the extension may have left it. */
export function readState(state: unknown): PageState {
  const nothing: PageState = { filter: '', top: 0 };
  if (typeof state !== 'object' || state === null) return nothing;
  return {
    filter: 'filter' in state && typeof state.filter === 'string' ? state.filter : '',
    top: 'top' in state && typeof state.top === 'number' ? state.top : 0,
    graph: 'graph' in state && typeof state.graph === 'string' ? state.graph : undefined,
    active: 'active' in state && typeof state.active === 'string' ? state.active : undefined,
  };
}
