import { familyOf } from '../../model/engine.ts';
import type { Target } from '../../model/frontend.ts';
import { emptySchema, type Schema } from '../../model/schema.ts';
import type { Project } from '../../model/workspace.ts';

export function targetOf({ engine, engineVersion, environment }: Project): Target {
  return { engine, version: engineVersion, namingConvention: environment.namingConvention };
}

/** What the first migration of a history meets: nothing, and the tool's way of giving names. The same one for the same way. */
export function firstSchema(target: Target): Schema {
  const way = wayOfNaming(target);
  const known = first.get(way);
  if (known) return known;
  const { engine, namingConvention } = target;
  const templates = typeof namingConvention === 'object' ? namingConvention : undefined;
  const made = {
    ...emptySchema,
    naming: { templates, longest: longest[familyOf(engine)] },
    ...(familyOf(engine) === 'postgresql' && { mergesKeys: true }),
  };
  first.set(way, made);
  return made;
}

const first = new Map<string, Schema>();

export function wayOfNaming({ engine, namingConvention }: Target): string {
  return typeof namingConvention === 'object' ? `${engine} ${JSON.stringify(namingConvention)}` : engine;
}

/** Names that SQLAlchemy's dialects let be: https://docs.sqlalchemy.org/en/20/core/constraints.html#the-none-name */
const longest = { postgresql: 63, mysql: 64, sqlite: 9999 };
