/** No types but a way to say "integer, numbered by a sequence": https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL */
export const serials: ReadonlyMap<string, string> = new Map([
  ['serial', 'integer'],
  ['serial4', 'integer'],
  ['bigserial', 'bigint'],
  ['serial8', 'bigint'],
  ['smallserial', 'smallint'],
  ['serial2', 'smallint'],
]);
