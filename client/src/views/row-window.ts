/** Rows of one height, of which only those on screen exist. */
export interface Screen {
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
  readonly rows: number;
}

/** The rows that must exist: those on screen, and some around them so that a turn of the wheel meets no gap. */
export function rowsOnScreen({ top, height, rowHeight, rows }: Screen): { readonly from: number; readonly to: number } {
  const around = 8;
  const from = Math.floor(top / rowHeight) - around;
  const to = Math.ceil((top + height) / rowHeight) + around;
  return { from: Math.max(0, Math.min(from, rows)), to: Math.max(0, Math.min(to, rows)) };
}

/** How far to scroll so that the row is seen whole; as it is where it is seen already. */
export function scrolledTo(row: number, { top, height, rowHeight }: Screen): number {
  const start = row * rowHeight;
  if (start < top) return start;
  return start + rowHeight > top + height ? start + rowHeight - height : top;
}

/** How far to scroll so that the row stands in the middle; as it is where it is seen already. */
export function scrolledAround(row: number, screen: Screen): number {
  const { top, height, rowHeight, rows } = screen;
  if (scrolledTo(row, screen) === top) return top;
  const middle = Math.round((row + 0.5) * rowHeight - height / 2);
  return Math.max(0, Math.min(middle, rows * rowHeight - height));
}

/** Where a key leads from a row; undefined for keys that lead nowhere. */
export function rowAfterKey(key: string, row: number, { height, rowHeight, rows }: Screen): number | undefined {
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const steps: Readonly<Record<string, number>> = {
    ArrowUp: row - 1,
    ArrowDown: row + 1,
    PageUp: row - page,
    PageDown: row + page,
    Home: 0,
    End: rows - 1,
  };
  const next = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return next === undefined || rows === 0 ? undefined : Math.max(0, Math.min(next, rows - 1));
}
