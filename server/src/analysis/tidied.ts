import type { Phase } from '../model/finding.ts';
import { relationText } from '../model/name.ts';
import { newNames } from '../model/new-names.ts';
import type { Answers, Pattern, Question } from '../model/pattern.ts';
import { type Schema, tableOf } from '../model/schema.ts';
import { lengthOf, type Traits } from '../model/traits.ts';
import { namesFrom, tableFrom } from '../plans/answers.ts';

/** The answers to a pattern's questions without blanks around them; a name that stands in quotes is meant without those. */
export function tidied(answers: Answers, { asks }: Pattern): Answers {
  const names = new Set(
    asks
      .filter(({ suggests, name, several }) => !isRelation(suggests) && !several && (suggests || isName.test(name)))
      .map(({ name }) => name),
  );
  return Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => {
      const text = answer?.trim();
      const [only, second] = names.has(name) && text?.startsWith('"') ? namesFrom(text) : [];
      return [name, only !== undefined && second === undefined ? only : text];
    }),
  );
}

/** Its quotes tell the dot behind a schema from one in a name: who reads the answer as `schema.table` takes them off. */
function isRelation(suggests: Question['suggests']): boolean {
  return suggests === 'table' || suggests === 'enum';
}

const isName = /^(?:column|to|name|index|first|second)$/;

/** Why the server would not take a new name as it stands; undefined where it takes all of them. */
export function tooLong(phases: readonly Phase[], { longestName }: Traits): string | undefined {
  if (!longestName) return undefined;
  const { length, unit, longer } = longestName;
  const name = phases
    .flatMap(({ up }) => up.flatMap(({ operation }) => newNames(operation, longestName.foreignKeySuffix)))
    .find((each) => lengthOf(each, unit) > length);
  if (name === undefined) return undefined;
  const what = longer === 'cut' ? 'would be cut' : 'would be refused';
  return `"${name}" is longer than ${length} ${unit}, and ${what}`;
}

/** What the history does not know, though the answers speak of it as something that exists. */
export function unknownIn(answers: Answers, { asks }: Pattern, schema: Schema): string | undefined {
  if (schema.tables.size === 0) return undefined;
  const tables = asks.flatMap(({ name, suggests }) => {
    const answer = suggests === 'table' ? answers[name] : undefined;
    return answer ? [tableFrom(answer)] : [];
  });
  const strange = tables.find((each) => !tableOf(schema, each));
  if (strange)
    return `The history knows no table ${relationText(strange)}${like(
      strange.name,
      [...schema.tables.values()].map((each) => each.name.name),
    )}`;
  const [name] = tables;
  const known = name && tableOf(schema, name);
  const { column } = answers;
  const asksForIt = asks.some((each) => each.name === 'column' && each.suggests === 'column');
  if (!known || column === undefined || !asksForIt) return undefined;
  const missing = [column, ...namesFrom(column)].every((each) => known.columns.has(each))
    ? undefined
    : namesFrom(column).find((each) => !known.columns.has(each) && !known.columns.has(column));
  return missing === undefined
    ? undefined
    : `The history knows no column ${missing} of ${relationText(name)}${like(missing, [...known.columns.keys()])}`;
}

function like(name: string, known: readonly string[]): string {
  const near = known.find((each) => each !== name && each.toLowerCase() === name.toLowerCase());
  return near === undefined ? '' : `, but ${near}`;
}
