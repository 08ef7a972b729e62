import type { Traits } from '../../model/traits.ts';
import { constraintName } from './constraint-name.ts';
import { keyTypes } from './key-types.ts';

/** Of both servers. */
export const traits: Traits = {
  // https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html
  longestName: { length: 64, unit: 'characters', longer: 'refused', foreignKeySuffix: '_ibfk_1' },
  mindsCapitals: false,
  // https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
  indexesForeignKeys: true,
  // Unless foreign_key_checks is off: https://dev.mysql.com/doc/refman/8.4/en/create-table-foreign-keys.html
  looksForTargets: true,
  // https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-add-drop-column
  namesIndexesByTable: true,
  keepsRestOfIndex: true,
  numbersRows: false,
  keepsEnumTypes: false,
  // https://dev.mysql.com/doc/refman/8.4/en/view-updatability.html
  writesThroughViews: true,
  // Error 1442: https://dev.mysql.com/doc/refman/8.4/en/stored-program-restrictions.html
  writesBothWays: false,
  // https://dev.mysql.com/doc/refman/8.4/en/string-functions.html#function_concat
  concatenatesNulls: false,
  constraintName,
  drawbackOf: () => undefined,
  keyTypes,
};
