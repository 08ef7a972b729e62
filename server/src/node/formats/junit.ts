import type { Analysis } from '../../analysis/analyze.ts';
import type { Finding } from '../../model/finding.ts';
import { frameOf } from '../commands/frame.ts';
import type { Unreadable } from '../found.ts';
import { placeText, rangesIn, shownPath } from '../places.ts';
import type { Checked } from './checked.ts';

/**
 * JUnit's XML as CI servers read it: a suite a file, a case a finding; errors and warnings fail, infos are told and pass. A
 * file without findings is one case that passes. https://github.com/testmoapp/junitxml
 */
export function junit({ analyses, unreadable, cwd }: Checked): string {
  const suites = [...unreadable.map((each) => lost(each, cwd)), ...analyses.map((each) => suite(each, cwd))];
  const whole = element('testsuites', { name: 'migration-writer', ...totalOf(suites), time: 0 }, suites.map(suiteText));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${whole}\n`;
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
}

interface Suite extends Counts {
  readonly name: string;
  readonly cases: readonly string[];
}

function totalOf(suites: readonly Counts[]): Counts {
  const sum = (of: keyof Counts) => suites.reduce((total, each) => total + each[of], 0);
  return { tests: sum('tests'), failures: sum('failures'), errors: sum('errors') };
}

function suiteText({ name, tests, failures, errors, cases }: Suite): string {
  return element('testsuite', { name, tests, failures, errors, skipped: 0, time: 0 }, cases);
}

function suite(analysis: Analysis, cwd: string): Suite {
  const { source, findings } = analysis;
  const name = shownPath(source.path, cwd);
  const failures = findings.filter(isFailure).length;
  const cases =
    findings.length > 0 ? casesOf(analysis, name, cwd) : [testCase(name, 'no findings', { file: name }, [])];
  return { name, tests: cases.length, failures, errors: 0, cases };
}

/** A case is known by its name from one run to the next: no line is in it. */
function casesOf({ source, findings }: Analysis, file: string, cwd: string): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const said = `${finding.rule}: ${finding.message}`;
    const times = (seen.get(said) ?? 0) + 1;
    seen.set(said, times);
    const { start } = rangesIn(source)(finding.span);
    const told = [
      `${placeText(source.path, cwd, start)} ${finding.severity} ${finding.rule} ${finding.message}`,
      frameOf(source, finding.span, (marks) => marks),
      ...finding.fixes.map(({ title }) => `  fix: ${title}`),
    ].join('\n');
    const result = isFailure(finding)
      ? element('failure', { message: finding.message, type: finding.severity }, [escaped(told)])
      : element('system-out', {}, [escaped(told)]);
    return testCase(file, times > 1 ? `${said} (${times})` : said, { file, line: start.line + 1 }, [result]);
  });
}

function lost({ path, reason }: Unreadable, cwd: string): Suite {
  const name = shownPath(path, cwd);
  const error = element('error', { message: `${name} ${reason}`, type: 'unreadable' }, []);
  return { name, tests: 1, failures: 0, errors: 1, cases: [testCase(name, 'read', { file: name }, [error])] };
}

function isFailure({ severity }: Finding): boolean {
  return severity !== 'info';
}

/** Servers take what stands before the last dot of a class for its package. */
function testCase(file: string, name: string, place: Attributes, results: readonly string[]): string {
  const classname = file.replace(/\.[^./]*$/, '').replaceAll('.', '_');
  return element('testcase', { name, classname, ...place, time: 0 }, results);
}

type Attributes = Readonly<Record<string, string | number>>;

function element(name: string, attributes: Attributes, content: readonly string[]): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapedAttribute(String(value))}"`);
  const open = `<${name}${said.join('')}`;
  if (content.length === 0) return `${open}/>`;
  const isText = content.every((each) => !each.startsWith('<'));
  return isText ? `${open}>${content.join('')}</${name}>` : [`${open}>`, ...content, `</${name}>`].join('\n');
}

/** Characters that no XML 1.0 may hold, however they are written, become a sign: https://www.w3.org/TR/xml/#charsets */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

/** A reader would turn what breaks lines into spaces. */
function escapedAttribute(text: string): string {
  return escaped(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
