import type { Traits } from '../../model/traits.ts';

export const traits: Traits = {
  // https://www.sqlite.org/limits.html names none.
  mindsCapitals: false,
  // https://www.sqlite.org/foreignkeys.html#fk_indexes
  indexesForeignKeys: false,
  // It is missed only when rows are written: https://www.sqlite.org/foreignkeys.html#fk_schemacommands
  looksForTargets: false,
  namesIndexesByTable: false,
  keepsRestOfIndex: false,
  // https://www.sqlite.org/rowidtable.html
  numbersRows: true,
  keepsEnumTypes: false,
  // https://www.sqlite.org/lang_createview.html
  writesThroughViews: false,
  // https://www.sqlite.org/lang_createtrigger.html
  writesBothWays: true,
  // https://www.sqlite.org/lang_corefunc.html#concat
  concatenatesNulls: true,
  constraintName: () => undefined,
  drawbackOf: () => undefined,
  // Values are compared by the affinity of the parent's column: https://www.sqlite.org/foreignkeys.html#fk_basics
  keyTypes: () => undefined,
};
