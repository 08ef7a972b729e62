import { type EngineName, familyOf } from '../../model/engine.ts';
import type { Operation } from '../../model/operation.ts';
import { type Call, truthOf, whyUnknown } from '../../python/values.ts';
import { argument, knownText, nameIn, type Written } from './arguments.ts';
import { hasHandle } from './handles.ts';
import { opaque } from './operations.ts';
import { tableNamed } from './relations.ts';
import { createTable } from './tables.ts';
import { enumOf } from './types.ts';

/** `.create(bind)` and `.drop(bind)` of a type, table, sequence or all of a MetaData; undefined where it is none of them. */
export function schemaItemCall(call: Call, engine: EngineName, written: Written): readonly Operation[] | undefined {
  const create = call.name === 'create' || call.name === 'create_all';
  if (!create && call.name !== 'drop' && call.name !== 'drop_all') return undefined;
  const of = call.of;
  if (call.name.endsWith('_all')) {
    return hasHandle(call)
      ? [opaque(`${call.name}() ${create ? 'creates' : 'drops'} whatever the MetaData holds`)]
      : undefined;
  }
  if (of?.kind !== 'call') return undefined;
  if (of.name === 'Enum' || of.name === 'ENUM') return enumeration(call, of, create, engine);
  if (of.name === 'Sequence')
    return [{ kind: 'other', statement: `${create ? 'CREATE' : 'DROP'} SEQUENCE`, relations: [] }];
  if (of.name === 'DOMAIN')
    return [{ kind: 'other', statement: `${create ? 'CREATE' : 'DROP'} DOMAIN`, relations: [] }];
  const table = of.name === 'Table' ? tableNamed(of) : undefined;
  if (!table) return undefined;
  return create ? createTable(of, table, of.positional.slice(2), engine, written) : [{ kind: 'dropTable', table }];
}

function enumeration(call: Call, type: Call, create: boolean, engine: EngineName): readonly Operation[] {
  if (familyOf(engine) !== 'postgresql') return [];
  const read = enumOf(type, engine);
  if (!read) {
    const name = type.keywords.get('name');
    if (!name && knownText(type.keywords.get('native_enum')) === undefined && type.keywords.has('native_enum'))
      return [];
    return [opaque(`the name of the enumerated type is not known: ${name ? whyUnknown(name) : 'none is given'}`)];
  }
  const named = nameIn(read.schema, read.name);
  const looks = truthOf(argument(call, 1, 'checkfirst') ?? call) !== false;
  return [
    create
      ? { kind: 'createEnum', type: named, values: read.values, ...(looks && { ifNotExists: true }) }
      : { kind: 'dropType', type: named },
  ];
}
