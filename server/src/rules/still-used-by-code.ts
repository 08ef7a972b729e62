import { comesAgain } from '../model/comes-again.ts';
import { columnText, relationText } from '../model/name.ts';
import type { AnalyzedStep, Rule } from '../model/rule.ts';
import { isFresh, isFreshColumn } from '../model/schema.ts';
import type { Place } from '../model/usage.ts';

export const stillUsedByCode: Rule = {
  id: 'still-used-by-code',
  severity: 'error',
  inDowngrade: 'silent',
  asksApplication: true,
  docs: {
    what: 'A column or table is dropped or renamed while the code of the application still names it, in a mapped class or in SQL.',
    why: 'A mapped class asks for all its columns whenever a row is loaded, and names all of them when one is written: every such statement fails from the moment the column is gone. So does SQL that names it.',
    instead:
      'Take the name out of the code, deploy that everywhere, and drop or rename afterwards. What was found is where to begin: code that puts names together while it runs is not found.',
    links: ['https://docs.sqlalchemy.org/en/20/orm/quickstart.html#declare-models'],
  },
  examples: [
    {
      engine: 'postgresql',
      application: [
        {
          path: 'app/models.py',
          text: `class User(Base):
    __tablename__ = "users"

    id = mapped_column(Integer, primary_key=True)
    nickname = mapped_column(String(50))
`,
        },
      ],
      bad: 'op.drop_column("users", "nickname")',
      good: 'op.drop_column("users", "former_nickname")',
    },
  ],
  *check(subject) {
    for (const step of subject.steps) {
      const taken = takenBy(step);
      if (!taken) continue;
      const { steps, later } = subject;
      const behind = [...steps.slice(steps.indexOf(step) + 1), ...later().flatMap(({ up }) => up)];
      if (comesAgain(taken.table, taken.column, behind)) continue;
      const found = subject.usages(taken.table, taken.column);
      const [first] = found?.places ?? [];
      if (!found || !first) continue;
      const what = taken.column === undefined ? relationText(taken.table) : columnText(taken.table, taken.column);
      yield {
        span: step.head,
        message: `The application still names ${what}: ${first.place} ${says[first.as]}${others(found.places.length - 1)}`,
        related: [
          ...found.places
            .slice(0, 20)
            .map((each) => ({ ...placeOf(each), message: `${what} ${isHere[each.as]} here` })),
          ...found.words.slice(0, 10).map((each) => ({ ...placeOf(each), message: sameWord })),
        ],
      };
    }
  },
};

function takenBy({ operation, before }: AnalyzedStep) {
  if (!('table' in operation) || !operation.table || isFresh(before, operation.table)) return undefined;
  const { kind, table } = operation;
  if (kind === 'renameTable' || kind === 'dropTable') return { table, column: undefined };
  if (kind !== 'dropColumn' && kind !== 'renameColumn') return undefined;
  return isFreshColumn(before, table, operation.column) ? undefined : { table, column: operation.column };
}

function placeOf({ path, span }: Place) {
  return { path, span };
}

const isHere = { model: 'is declared', reference: 'is referred to', sql: 'is named in SQL' } as const;
const says = { model: 'declares it', reference: 'refers to it', sql: 'names it in SQL' } as const;
const sameWord = 'The same word stands here; it may mean something else';

function others(count: number): string {
  return count === 0 ? '' : `, and ${count} more ${count === 1 ? 'place' : 'places'}`;
}
