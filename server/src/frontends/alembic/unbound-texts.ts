import type { Step } from '../../model/migration.ts';
import { type Call, itemsOf, type Text, type Value } from '../../python/values.ts';
import { bindsOf, unboundIn } from './binds.ts';
import { linksOf } from './relations.ts';

/**
 * What SQLAlchemy takes for parameters in the SQL texts that a directive is given: defaults, conditions, computed columns.
 * Where nobody gives a value it writes NULL in its place, without a word.
 */
export function unboundTexts(call: Call): NonNullable<Step['unbound']> {
  const condition =
    call.name === 'create_check_constraint' ? [call.positional.at(-1), call.keywords.get('condition')] : [];
  const given = [...call.positional, ...call.keywords.values()];
  const texts = [...condition.flatMap(plainText), ...given.flatMap((each) => textsIn(each)), ...wheresOf(call)];
  return texts.flatMap(({ text, whole }) => {
    const binds = bindsOf(call, whole);
    return binds ? unboundIn(text, binds).map(({ name, span }) => ({ name, span })) : [];
  });
}

/** A text, and the expression that it is part of: `text("…").bindparams(…)`. */
interface SqlText {
  readonly text: Text;
  readonly whole: Value;
}

function plainText(value: Value | undefined): readonly SqlText[] {
  return value?.kind === 'text' ? [{ text: value, whole: value }] : [];
}

function wheresOf({ keywords }: Call): readonly SqlText[] {
  return [...keywords].flatMap(([name, value]) => (/^\w+_where$/.test(name) ? plainText(value) : []));
}

/** Arguments that are SQL, of calls that stand as deep as `Column(…, server_default=text(…))`. */
function textsIn(value: Value, depth = 0): readonly SqlText[] {
  if (depth > 6) return [];
  if (value.kind !== 'call') return (itemsOf(value) ?? []).flatMap((each) => textsIn(each, depth + 1));
  const [root] = linksOf(value);
  const first = root?.positional[0];
  if (root?.name === 'text' && first?.kind === 'text') return [{ text: first, whole: value }];
  const own = /^(CheckConstraint|Computed)$/.test(value.name) ? plainText(value.positional[0]) : [];
  const given = [...value.positional, ...value.keywords.values()];
  return [...own, ...given.flatMap((each) => textsIn(each, depth + 1))];
}
