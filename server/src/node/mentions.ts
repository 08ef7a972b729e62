import { stat } from 'node:fs/promises';
import { dirname, sep } from 'node:path';
import type { Mentions } from '../model/usage.ts';
import type { Source } from '../text.ts';
import { applicationFiles } from './application-files.ts';
import { isMigration } from './claimed.ts';
import { inBatches } from './disk.ts';
import { projectOf } from './nearby.ts';
import { readOf } from './read.ts';

/** Which files of the application name what: each question is looked up once, until files change. */
export interface Searches {
  /** Who waits for an answer gets it; with a listener nobody waits, and what is not known yet is undefined. */
  find(words: readonly (readonly string[])[], near: string): Promise<Mentions | undefined>;
  /** Tells that an answer is there, or is another one now. */
  whenFound(listener: () => void): void;
  /** These files have changed on disk. */
  changed(paths: readonly string[]): void;
}

interface Question {
  readonly root: string;
  readonly words: readonly (readonly string[])[];
  answer: Mentions | undefined;
  /** The folders of other migrations than those that are asked about, and of their own. */
  homes?: readonly string[] | undefined;
  /** When it was found; undefined where it has to be looked up again. */
  at: number | undefined;
  running: Promise<void> | undefined;
}

/** Without a word of changed files an answer holds for a minute; typing must not search all the time. */
const longest = 60_000;

/** A question that the next letter changes is not worth looking up. */
const pause = 400;

/** Texts are kept as long as questions follow one another. */
const keptFor = 10_000;

/** More than this is no code that somebody wrote. */
const largest = 1024 * 1024;

export function openSearches(overlays: ReadonlyMap<string, Source>): Searches {
  const questions = new Map<string, Question>();
  /** The question that each migration asks at present. */
  const present = new Map<string, Question>();
  const roots = new Map<string, Promise<string | undefined>>();
  let texts = new Map<string, Promise<Texts>>();
  let forgetting: NodeJS.Timeout | undefined;
  let listener: (() => void) | undefined;

  const textsBelow = (root: string): Promise<Texts> => {
    clearTimeout(forgetting);
    forgetting = setTimeout(() => texts.clear(), keptFor);
    forgetting.unref();
    const known = texts.get(root) ?? textsOf(root);
    texts.set(root, known);
    return known;
  };
  const lookUp = async (question: Question): Promise<void> => {
    const { root, words } = question;
    question.at = Date.now();
    const patterns = patternsOf(words);
    const { all, homes, partial } = await textsBelow(root);
    question.homes = homes;
    const sources = all.map((each) => overlays.get(each.path) ?? each).filter(({ text }) => names(text, patterns));
    const answer = {
      root,
      files: all.length,
      ...(partial && { partial }),
      sources: sources.filter((each) => !isMigration(each)),
    };
    const isNew = !question.answer || !isEqual(question.answer, answer);
    question.answer = answer;
    if (isNew) listener?.();
  };
  const start = (question: Question, near: string): Promise<void> => {
    const wait = listener ? new Promise<void>((resolve) => setTimeout(resolve, pause).unref()) : Promise.resolve();
    question.running ??= wait
      .then(() => (present.get(near) === question ? lookUp(question) : undefined))
      .finally(() => {
        question.running = undefined;
      });
    return question.running;
  };
  return {
    async find(words, near) {
      const folder = dirname(near);
      const looking = roots.get(folder) ?? projectOf(folder);
      roots.set(folder, looking);
      const root = await looking;
      if (root === undefined) return undefined;
      const key = JSON.stringify([root, words]);
      const question = questions.get(key) ?? { root, words, answer: undefined, at: undefined, running: undefined };
      questions.set(key, question);
      present.set(near, question);
      const asked = new Set(present.values());
      // What is half typed is not asked again.
      for (const [each, other] of questions) if (listener && !asked.has(other)) questions.delete(each);
      const isKnown = question.at !== undefined && (!listener || Date.now() - question.at < longest);
      const running = isKnown ? question.running : start(question, near);
      if (!listener) await running;
      return question.answer && ownPart(question.answer, question.homes ?? [], near);
    },
    whenFound(each) {
      listener = each;
    },
    changed(paths) {
      const about = [...present].filter(([, { root }]) => paths.some((each) => each.startsWith(root + sep)));
      if (about.length === 0) return;
      texts = new Map();
      for (const [near, question] of about) {
        question.at = undefined;
        if (listener) void start(question, near);
      }
    },
  };
}

interface Texts {
  readonly all: readonly Source[];
  readonly homes: readonly string[];
  readonly partial: boolean;
}

/** What lies beside other migrations speaks of another database. */
function ownPart(answer: Mentions, homes: readonly string[], near: string): Mentions {
  const others = homes.filter((home) => !near.startsWith(home + sep));
  const sources = answer.sources.filter(({ path }) => !others.some((home) => path.startsWith(home + sep)));
  return sources.length === answer.sources.length ? answer : { ...answer, sources };
}

async function textsOf(root: string): Promise<Texts> {
  const { paths, homes, partial } = await applicationFiles(root);
  const all = await inBatches(paths, async (path) => {
    const size = await stat(path).then(
      (found) => found.size,
      () => undefined,
    );
    if (size === undefined || size > largest) return undefined;
    const read = await readOf(path, size);
    return 'text' in read ? { path, text: read.text } : undefined;
  });
  return { all: all.flatMap((each) => each ?? []), homes, partial };
}

/** Capitals do not count: a table may be called after its class. */
function patternsOf(words: readonly (readonly string[])[]): readonly (readonly RegExp[])[] {
  return words.map((list) => list.map((each) => new RegExp(each.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i')));
}

function names(text: string, patterns: readonly (readonly RegExp[])[]): boolean {
  return patterns.some((list) => list.every((each) => each.test(text)));
}

function isEqual(one: Mentions, other: Mentions): boolean {
  const { sources } = other;
  return (
    one.files === other.files &&
    one.sources.length === sources.length &&
    one.sources.every((each, at) => each.path === sources[at]?.path && each.text === sources[at]?.text)
  );
}
