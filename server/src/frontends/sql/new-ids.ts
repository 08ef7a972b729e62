import type { Neighbours } from '../../model/frontend.ts';
import { compareVersions } from './link.ts';
import { namingOf } from './naming.ts';

/** The next versions in the scheme of those that are there: numbers count on, dates are taken from the clock and always grow. */
export function newVersions(count: number, { siblings, created }: Neighbours): readonly string[] {
  const versions = siblings
    .map(({ path, text }) => namingOf(path, text))
    .flatMap(({ version, mode }) => (version === '' || mode === 'R' ? [] : [version]));
  const found: string[] = [];
  let last = versions.reduce<string | undefined>(
    (greatest, each) => (greatest === undefined || compareVersions(greatest, each) < 0 ? each : greatest),
    undefined,
  );
  for (let index = 0; index < count; index++) {
    last = last === undefined ? firstOfAll : following(last, created);
    found.push(last);
  }
  return found;
}

/** What `migrate create -seq` begins with. */
const firstOfAll = '000001';

function following(last: string, created: Date): string {
  const form = forms.find((each) => each.pattern.test(last) && !Number.isNaN(each.read(last)));
  if (!form) return last.replace(/\d+$/, (digits) => String(BigInt(digits) + 1n).padStart(digits.length, '0'));
  return form.write(Math.max(created.getTime(), form.read(last) + form.step));
}

/** How tools write a moment, in UTC. */
interface Form {
  readonly pattern: RegExp;
  /** Milliseconds between two that differ. */
  readonly step: number;
  read(version: string): number;
  write(time: number): string;
}

const day = 86_400_000;
const digits = (time: number) => new Date(time).toISOString().replace(/\D/g, '');
const moment = (text: string) => {
  const [year, month, date, hour = '00', minute = '00', second = '00'] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)?(\d\d)?(\d\d)?/.exec(text)?.slice(1) ?? [];
  return Date.parse(`${year}-${month}-${date}T${hour}:${minute}:${second}Z`);
};

const forms: readonly Form[] = [
  { pattern: /^[12]\d{13}$/, step: 1000, read: moment, write: (time) => digits(time).slice(0, 14) },
  { pattern: /^20\d{10}$/, step: 60_000, read: moment, write: (time) => digits(time).slice(0, 12) },
  { pattern: /^(19|20)\d{6}$/, step: day, read: moment, write: (time) => digits(time).slice(0, 8) },
  { pattern: /^1\d{12}$/, step: 1, read: Number, write: String },
  {
    pattern: /^1\d{9}$/,
    step: 1000,
    read: (text) => Number(text) * 1000,
    write: (time) => `${Math.floor(time / 1000)}`,
  },
  {
    // Diesel's: https://diesel.rs/guides/getting-started
    pattern: /^\d{4}-\d\d-\d\d-\d{6}$/,
    step: 1000,
    read: (text) => moment(text.replaceAll('-', '')),
    write: (time) => digits(time).replace(/^(\d{4})(\d\d)(\d\d)(\d{6}).*/, '$1-$2-$3-$4'),
  },
  {
    pattern: /^\d{4}-\d\d-\d\d-\d{6}-\d{4}$/,
    step: 1000,
    read: (text) => moment(text.replaceAll('-', '')),
    write: (time) => digits(time).replace(/^(\d{4})(\d\d)(\d\d)(\d{6}).*/, '$1-$2-$3-$4-0000'),
  },
  {
    pattern: /^\d{4}-\d\d-\d\d$/,
    step: day,
    read: (text) => moment(text.replaceAll('-', '')),
    write: (time) => new Date(time).toISOString().slice(0, 10),
  },
  {
    pattern: /^\d{4}\.\d\d\.\d\d\.\d\d\.\d\d\.\d\d$/,
    step: 1000,
    read: (text) => moment(text.replaceAll('.', '')),
    write: (time) => digits(time).replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d).*/, '$1.$2.$3.$4.$5.$6'),
  },
];
