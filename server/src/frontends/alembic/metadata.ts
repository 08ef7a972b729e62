import type { Environment } from '../../model/frontend.ts';
import { lookUp } from '../../python/evaluate.ts';
import { moduleScope } from '../../python/module.ts';
import { parsePython } from '../../python/parse.ts';
import type { Host, Run } from '../../python/run.ts';
import type { ClassValue, Value } from '../../python/values.ts';
import type { Source } from '../../text.ts';
import { conventionOf } from './convention.ts';

/** What a module tells of a metadata that it, or one that it imports from, makes. */
export type Told =
  | { readonly convention: Environment['namingConvention'] }
  /** Another module does: its dotted name and the name in it, relative ones with their dots. */
  | { readonly elsewhere: string };

/** `names` is the way from the module to the metadata: `Base`, `metadata`. */
export function metadataIn({ text }: Source, names: readonly string[]): Told {
  const [first, ...rest] = names;
  if (first === undefined || !text.includes(first)) return unread;
  const tree = parsePython(text);
  const module = moduleScope(tree);
  const span = { start: 0, end: 0 };
  const counts = { depth: 0, conditions: 0, skipped: 0, broken: 0, loops: 0 };
  const run: Run = { tree, module, host, budget: 20_000, ...counts, statement: span, stack: [] };
  const value = lookUp(run, module, first, span);
  // The module does not say what that is.
  return value.kind === 'reference' && value.path === first ? unread : told(value, rest);
}

const unread = { convention: 'unread' } as const;

const host: Host = {
  call: () => undefined,
  discarded: () => undefined,
  attribute: () => undefined,
  stored: () => undefined,
  enter: () => undefined,
  gaveUp: () => undefined,
};

function told(value: Value, rest: readonly string[]): Told {
  if (value.kind === 'reference') return { elsewhere: [value.path, ...rest].join('.') };
  if (rest.length === 0) return { convention: conventionOf(value) };
  if (rest.length > 1 || rest[0] !== 'metadata') return unread;
  if (value.kind === 'class') return ofClass(value);
  if (value.kind !== 'call') return unread;
  // Flask-SQLAlchemy's `SQLAlchemy(metadata=…)` takes it as `declarative_base(metadata=…)` does.
  if (value.name !== 'declarative_base' && value.name !== 'SQLAlchemy') return unread;
  const given = value.keywords.get('metadata');
  return given ? told(given, []) : { convention: value.open ? 'unread' : undefined };
}

/** https://docs.sqlalchemy.org/en/20/orm/declarative_config.html#metadata */
function ofClass({ members, bases }: ClassValue): Told {
  const own = members.get('metadata');
  if (own) return told(own, []);
  for (const base of bases) {
    if (base.kind === 'class' || base.kind === 'call') return told(base, ['metadata']);
    if (base.kind !== 'reference') return unread;
    if (/^DeclarativeBase(NoMeta)?$/.test(base.name)) return { convention: undefined };
    if (!/Mixin|Dataclass|^ABC$|^Generic/.test(base.name)) return { elsewhere: `${base.path}.metadata` };
  }
  return unread;
}
