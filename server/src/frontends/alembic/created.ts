/** The parts of a moment on the clock of a zone, as Alembic's `timezone` names it; on that of this machine without one. */
export interface Clock {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** `+01:00`; absent for local time, which Alembic writes without. */
  readonly offset?: string | undefined;
}

export function clockOf(date: Date, timezone: string | undefined): Clock {
  const zone = timezone === undefined ? undefined : knownZone(timezone);
  if (zone === undefined) {
    return {
      year: date.getFullYear(),
      month: date.getMonth() + 1,
      day: date.getDate(),
      hour: date.getHours(),
      minute: date.getMinutes(),
      second: date.getSeconds(),
    };
  }
  const parts = zone.formatToParts(date);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  const [year, month, day] = [Number(part('year')), Number(part('month')), Number(part('day'))];
  const [hour, minute, second] = [Number(part('hour')), Number(part('minute')), Number(part('second'))];
  const offset = part('timeZoneName').replace(/^GMT$/, 'GMT+00:00').slice(3);
  return { year, month, day, hour, minute, second, offset };
}

/** Python's `str(datetime)`. */
export function timestamp(date: Date, timezone: string | undefined): string {
  const { year, month, day, hour, minute, second, offset = '' } = clockOf(date, timezone);
  const two = (value: number): string => String(value).padStart(2, '0');
  const milliseconds = date.getMilliseconds();
  const fraction = milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0')}000`;
  return `${year}-${two(month)}-${two(day)} ${[hour, minute, second].map(two).join(':')}${fraction}${offset}`;
}

/** Alembic tries the name as it stands and then in capitals; one that nobody knows, it refuses itself. */
function knownZone(name: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      hourCycle: 'h23',
      timeZoneName: 'longOffset',
    });
  } catch {
    return undefined;
  }
}
