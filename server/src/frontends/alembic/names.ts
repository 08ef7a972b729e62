import type { Import } from './imports.ts';

/** A name that a text takes from an import. */
export type Used = Pick<Import, 'module' | 'name' | 'local'>;

/** How a file says the names of Alembic and SQLAlchemy; it remembers what was said. */
export interface Names {
  /** `op.create_index`, or `create_index` where the file imports that. */
  op(method: string): string;
  /** `sa.Column`, `Column`, `sqlalchemy.Column`. */
  sa(name: string): string;
  /** `postgresql.JSONB`, `JSONB`. */
  postgresql(name: string): string;
  /** A module of Python's own: `time`, or what the file calls it. */
  python(module: string): string;
  /** Whether the name is imported, or will be because it is the usual one for what the file has not imported so far. */
  borrows(name: string): boolean;
  /** Puts down that a text takes this name. */
  take(name: Used): void;
  /** Everything that was said, and whether the file imports it so far. */
  used(): readonly (Used & { readonly missing: boolean })[];
}

export function namesOf(imports: readonly Import[], parameters: readonly string[] = []): Names {
  const used = new Map<string, Used & { readonly missing: boolean }>();
  const use = ({ module, name, local }: Used, missing: boolean): string => {
    used.set(`${module} ${name ?? ''} ${local}`, { module, name, local, missing });
    return local;
  };
  const say = (modules: readonly string[], name: string, usual: Used): string => {
    const direct = imports.find((each) => modules.includes(each.module) && (each.name === name || each.name === '*'));
    if (direct) return use(direct, false) === '*' ? name : direct.local;
    const whole = imports.find((each) => modules.includes(pathOf(each)));
    if (whole) return `${use(whole, false)}.${name}`;
    const some = imports.find((each) => each.module === modules[0] && each.name !== undefined && each.name !== '*');
    return some ? use({ module: some.module, name, local: name }, true) : `${use(usual, true)}.${name}`;
  };
  return {
    op: (method) => {
      if (parameters.includes('op')) return `op.${method}`;
      const alembic = imports.find((each) => pathOf(each) === 'alembic');
      return alembic ? `${use(alembic, false)}.op.${method}` : say(['alembic.op'], method, usual.op);
    },
    sa: (name) => say(sqlalchemy, name, usual.sa),
    postgresql: (name) => say(['sqlalchemy.dialects.postgresql'], name, usual.postgresql),
    python: (module) => {
      const whole = imports.find((each) => pathOf(each) === module);
      if (whole) return use(whole, false);
      const taken = parameters.includes(module) || imports.some((each) => each.local === module);
      return use({ module, name: undefined, local: taken ? `python_${module}` : module }, true);
    },
    borrows: (name) => {
      const known = imports.find((each) => each.local === name);
      const common = Object.values(usual).find((each) => each.local === name);
      if (known) use(known, false);
      else if (common && !imports.some((each) => each.module === common.module)) use(common, true);
      else return false;
      return true;
    },
    take: (name) => {
      use(name, true);
    },
    used: () => [...used.values()],
  };
}

const usual = {
  op: { module: 'alembic', name: 'op', local: 'op' },
  sa: { module: 'sqlalchemy', name: undefined, local: 'sa' },
  postgresql: { module: 'sqlalchemy.dialects', name: 'postgresql', local: 'postgresql' },
} as const;

/** The modules through which SQLAlchemy's own names are reached; the first is the usual one. */
const sqlalchemy = [
  'sqlalchemy',
  'sqlalchemy.types',
  'sqlalchemy.sql',
  'sqlalchemy.sql.expression',
  'sqlalchemy.schema',
];

function pathOf(each: Used): string {
  return each.name === undefined ? each.module : `${each.module}.${each.name}`;
}
