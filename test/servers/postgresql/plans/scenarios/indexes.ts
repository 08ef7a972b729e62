import type { Proof, Scenario } from '../scenario.ts';
import { asking, count, onLine, peculiar, plain, sqlTable, traffic, world } from '../world.ts';

export const replaceIndex: Proof = {
  scenarios: [plain, ...peculiar].map(
    (names): Scenario => ({
      ...world(names),
      name: `replace index of ${onLine(names)}`,
      command: asking('replace-index', {
        ...{ table: onLine(names), index: `ix_${names.table}`, column: `name, ${names.column}` },
        ...{ where: "name <> 'x:y'" },
      }),
      revisions: 2,
      gives: [
        [count('pg_index', `indisvalid AND indrelid = $$${sqlTable(names)}$$::regclass`), '3'],
        [count('pg_indexes', `indexname = $$ix_${names.table}$$ AND indexdef LIKE '%(name, %WHERE%'`), '1'],
      ],
      traffic: traffic(names, [1]),
    }),
  ),
};
