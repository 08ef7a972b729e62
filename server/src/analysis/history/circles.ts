/**
 * The items that rest on themselves, through what they rest on: the strongly connected components of more than one item, and
 * items that name themselves. Tarjan's algorithm without recursion, so that no history is too long for it.
 */
export function inCircles<T>(all: readonly T[], below: (item: T) => readonly T[]): ReadonlyMap<T, number> {
  const circles = new Map<T, number>();
  const state: State<T> = { entered: new Map(), lowest: new Map(), open: [], isOpen: new Set() };
  let count = 0;
  for (const start of all) {
    for (const component of componentsFrom(start, below, state)) {
      const [first, second] = component;
      if (first === undefined || (second === undefined && !below(first).includes(first))) continue;
      for (const each of component) circles.set(each, count);
      count++;
    }
  }
  return circles;
}

interface State<T> {
  readonly entered: Map<T, number>;
  /** The earliest item that is reached from this one and still open. */
  readonly lowest: Map<T, number>;
  readonly open: T[];
  readonly isOpen: Set<T>;
}

interface Visit<T> {
  readonly item: T;
  readonly rest: Iterator<T>;
}

function componentsFrom<T>(start: T, below: (item: T) => readonly T[], state: State<T>): readonly (readonly T[])[] {
  const { entered, lowest } = state;
  if (entered.has(start)) return [];
  const found: (readonly T[])[] = [];
  const visits: Visit<T>[] = [enter(start, below, state)];
  for (let visit = visits.at(-1); visit; visit = visits.at(-1)) {
    const next = visit.rest.next();
    if (!next.done) {
      if (!entered.has(next.value)) visits.push(enter(next.value, below, state));
      else if (state.isOpen.has(next.value)) lower(visit.item, entered.get(next.value), lowest);
      continue;
    }
    visits.pop();
    const above = visits.at(-1);
    if (above) lower(above.item, lowest.get(visit.item), lowest);
    if (lowest.get(visit.item) === entered.get(visit.item)) found.push(close(visit.item, state));
  }
  return found;
}

function enter<T>(item: T, below: (item: T) => readonly T[], { entered, lowest, open, isOpen }: State<T>): Visit<T> {
  const number = entered.size;
  entered.set(item, number);
  lowest.set(item, number);
  open.push(item);
  isOpen.add(item);
  return { item, rest: below(item)[Symbol.iterator]() };
}

function lower<T>(item: T, to: number | undefined, lowest: Map<T, number>): void {
  lowest.set(item, Math.min(lowest.get(item) ?? 0, to ?? 0));
}

function close<T>(item: T, { open, isOpen }: State<T>): readonly T[] {
  const component = open.splice(open.lastIndexOf(item));
  for (const each of component) isOpen.delete(each);
  return component;
}
