import type { Environment } from '../../model/frontend.ts';
import type { Value } from '../../python/values.ts';
import { someText } from './arguments.ts';

/**
 * By which names are made for what the metadata's tables name not themselves; `unread` where another file says it.
 * https://docs.sqlalchemy.org/en/20/core/constraints.html#configuring-constraint-naming-conventions
 */
export function conventionOf(metadata: Value): Environment['namingConvention'] {
  if (metadata.kind === 'none') return undefined;
  if (metadata.kind === 'reference' && metadata.name === 'metadata' && metadata.of) return ofBase(metadata.of);
  if (metadata.kind !== 'call' || metadata.name !== 'MetaData') return 'unread';
  const given = metadata.keywords.get('naming_convention');
  if (!given) return metadata.open ? 'unread' : undefined;
  if (given.kind !== 'dictionary') return 'unread';
  const templates = given.entries.map(({ key, value }) => [someText(key), someText(value)] as const);
  return Object.fromEntries(templates.flatMap(([kind, template]) => (kind && template ? [[kind, template]] : [])));
}

/** `Base.metadata`, where the base is made in the same file. */
function ofBase(base: Value): Environment['namingConvention'] {
  const own =
    base.kind === 'class'
      ? base.members.get('metadata')
      : base.kind === 'call' && base.name === 'declarative_base'
        ? (base.keywords.get('metadata') ?? ({ kind: 'none', span: base.span } as const))
        : undefined;
  return own ? conventionOf(own) : 'unread';
}

/** `app.models.Base.metadata` of what an import brought in. */
export function metadataPath(metadata: Value): string | undefined {
  return metadata.kind === 'reference' && /^[\w.]+$/.test(metadata.path) ? metadata.path : undefined;
}
