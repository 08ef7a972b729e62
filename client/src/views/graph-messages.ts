import type { RevisionGraph, Risk } from '../../../server/src/protocol.ts';

/** What the window of the revision graph is told. */
export type ToPage =
  | { readonly kind: 'graphs'; readonly graphs: readonly RevisionGraph[] }
  /** What is known of these files replaces what was known of them. */
  | { readonly kind: 'risks'; readonly risks: readonly (readonly [uri: string, risk: Risk | null])[] }
  | { readonly kind: 'reveal'; readonly uri: string };

/** What it asks for. */
export type FromPage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'open'; readonly uri: string; readonly aside: boolean }
  | { readonly kind: 'risks'; readonly uris: readonly string[] }
  | { readonly kind: 'mergeHeads'; readonly uri: string };

/** A page is no part of the extension: what it sends is looked at first. */
export function readFromPage(message: unknown): FromPage | undefined {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return undefined;
  if (message.kind === 'ready') return { kind: 'ready' };
  if (message.kind === 'risks' && 'uris' in message && Array.isArray(message.uris)) {
    return { kind: 'risks', uris: message.uris.filter((each) => typeof each === 'string').slice(0, 500) };
  }
  if (!('uri' in message) || typeof message.uri !== 'string') return undefined;
  if (message.kind === 'mergeHeads') return { kind: 'mergeHeads', uri: message.uri };
  if (message.kind !== 'open') return undefined;
  return { kind: 'open', uri: message.uri, aside: 'aside' in message && message.aside === true };
}
