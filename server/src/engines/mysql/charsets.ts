import type { Column, ColumnType } from '../../model/column.ts';
import type { Name } from '../../model/name.ts';
import { type Schema, tableOf } from '../../model/schema.ts';

/** The most bytes that a character takes: https://dev.mysql.com/doc/refman/8.4/en/charset-charsets.html */
export function bytesPerCharacter(charset: string | undefined): number | undefined {
  return charset === undefined ? undefined : widths.get(charset);
}

/** The character set of a column of the table: its own, the one that its collation is of, or the table's. */
export function charsetOf(type: ColumnType, table: Name, schema: Schema): string | undefined {
  const own = type.charset ?? type.collation?.toLowerCase().split('_')[0] ?? tableOf(schema, table)?.charset;
  return own === undefined ? undefined : (aliases.get(own.toLowerCase()) ?? own.toLowerCase());
}

/** The order of its characters, where it was written and is not the character set's own. */
export function collationOf(type: ColumnType): string | undefined {
  return type.collation?.toLowerCase();
}

/** Whether its values are computed, when they are written or when they are read. */
export function isComputed(column: Column): boolean {
  return column.generated !== undefined;
}

/** Its values are computed when they are read: MariaDB keeps such columns at their places. */
export function isVirtual({ generated }: Column): boolean {
  return generated?.stored === false;
}

const aliases: ReadonlyMap<string, string> = new Map(Object.entries({ utf8: 'utf8mb3', binary: 'binary' }));

const widths: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ...Object.fromEntries(
      'armscii8 ascii binary cp1250 cp1251 cp1256 cp1257 cp850 cp852 cp866 dec8 geostd8 greek hebrew hp8 keybcs2 koi8r koi8u latin1 latin2 latin5 latin7 macce macroman swe7 tis620'
        .split(' ')
        .map((name) => [name, 1]),
    ),
    big5: 2,
    cp932: 2,
    eucjpms: 3,
    euckr: 2,
    gb18030: 4,
    gb2312: 2,
    gbk: 2,
    sjis: 2,
    ucs2: 2,
    ujis: 3,
    utf16: 4,
    utf16le: 4,
    utf32: 4,
    utf8mb3: 3,
    utf8mb4: 4,
  }),
);
