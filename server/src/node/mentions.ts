import { dirname, sep } from 'node:path';
import { readAhead } from '../analysis/usages/read-ahead.ts';
import type { Mentions } from '../model/usage.ts';
import type { Words } from '../model/workspace.ts';
import type { Source } from '../text.ts';
import { type Texts, textsOf } from './application-texts.ts';
import { isMigration } from './claimed.ts';
import { projectOf } from './nearby.ts';
import { inTurns } from './turns.ts';

/** Which files of the application name what: each question is looked up once, until files change. */
export interface Searches {
  /** Who waits for an answer gets it; with a listener nobody waits, and what is not known yet is undefined. */
  find(words: Words, near: string, more?: More): Promise<Mentions | undefined>;
  /** Tells that an answer is there, or is another one now. */
  whenFound(listener: () => void): void;
  /** These files have changed on disk. */
  changed(paths: readonly string[]): void;
  /** Nobody asks for this migration any more: what was begun for it alone ends. */
  closed(near: string): void;
}

/** What else is asked for, once something is found. */
type More = (found: readonly Source[]) => Words;

interface Question {
  readonly root: string;
  readonly words: Words;
  readonly more: More | undefined;
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

export function openSearches(overlays: ReadonlyMap<string, Source>): Searches {
  const questions = new Map<string, Question>();
  /** The question that each migration asks at present. */
  const present = new Map<string, Question>();
  const roots = new Map<string, Promise<string | undefined>>();
  const texts = new Map<string, Promise<Texts | undefined>>();
  /** Counts what has changed on disk: a walk that began before is of no use. */
  let state = 0;
  let forgetting: NodeJS.Timeout | undefined;
  let listener: (() => void) | undefined;

  const isAsked = (root: string): boolean =>
    !listener || [...present.values()].some((each) => each.root === root && each.at === undefined);
  const textsBelow = (root: string): Promise<Texts | undefined> => {
    clearTimeout(forgetting);
    forgetting = setTimeout(() => texts.clear(), keptFor);
    forgetting.unref();
    const known = texts.get(root);
    if (known) return known;
    const own = state;
    const walk = textsOf(root, () => state === own && isAsked(root));
    texts.set(root, walk);
    void walk.then((read) => {
      if (!read && texts.get(root) === walk) texts.delete(root);
    });
    return walk;
  };
  const lookUp = async (question: Question): Promise<void> => {
    const { root } = question;
    while (isPresent(question)) {
      const below = await textsBelow(root);
      if (!below) continue;
      question.at = Date.now();
      question.homes = below.homes;
      const all = below.all.map((each) => overlays.get(each.path) ?? each);
      const sources = await naming(question, all, () => isPresent(question));
      if (!sources) return;
      answered(question, {
        ...{ root, files: all.length, sources: sources.filter((each) => !isMigration(each)) },
        ...(below.partial && { partial: true }),
      });
      // Unless something has changed meanwhile.
      if (question.at !== undefined) return;
    }
  };
  const answered = (question: Question, answer: Mentions): void => {
    const isNew = !question.answer || !isEqual(question.answer, answer);
    question.answer = answer;
    if (isNew) listener?.();
  };
  const isPresent = (question: Question): boolean => !listener || [...present.values()].includes(question);
  const start = (question: Question, near: string): Promise<void> => {
    const wait = listener ? new Promise<void>((resolve) => setTimeout(resolve, pause).unref()) : Promise.resolve();
    if (!question.running) question.at = undefined;
    question.running ??= wait
      .then(() => (present.get(near) === question ? lookUp(question) : undefined))
      .finally(() => {
        question.running = undefined;
      });
    return question.running;
  };
  return {
    async find(words, near, more) {
      const folder = dirname(near);
      const looking = roots.get(folder) ?? projectOf(folder);
      roots.set(folder, looking);
      const root = await looking;
      if (root === undefined) return undefined;
      const key = JSON.stringify([root, words]);
      const question = questions.get(key) ?? {
        ...{ root, words, more, answer: undefined, at: undefined, running: undefined },
      };
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
      texts.clear();
      state++;
      for (const [near, question] of about) {
        question.at = undefined;
        if (listener) void start(question, near);
      }
    },
    closed(near) {
      present.delete(near);
    },
  };
}

/** What lies beside other migrations speaks of another database. */
function ownPart(answer: Mentions, homes: readonly string[], near: string): Mentions {
  const others = homes.filter((home) => !near.startsWith(home + sep));
  const sources = answer.sources.filter(({ path }) => !others.some((home) => path.startsWith(home + sep)));
  return sources.length === answer.sources.length ? answer : { ...answer, sources };
}

/** Those that have all words of one of the lists, and of the lists that these lead to; undefined where nobody asks any more. */
async function naming(
  { words, more }: Question,
  all: readonly Source[],
  isAsked: () => boolean,
): Promise<readonly Source[] | undefined> {
  const turn = inTurns();
  const found = new Set<Source>();
  let asked = words;
  for (let round = 0; asked.length > 0 && round < mostRounds; round++) {
    const lists = asked.map((list) => list.map((each) => each.toLowerCase()));
    for (const each of all) {
      if (!found.has(each) && names(each.text, lists)) found.add(each);
      await turn();
      if (!isAsked()) return undefined;
    }
    for (const each of found) {
      readAhead(each);
      await turn();
      if (!isAsked()) return undefined;
    }
    asked = more?.([...found]) ?? [];
  }
  return all.filter((each) => found.has(each));
}

/** A class and four that stand above it. */
const mostRounds = 5;

/** Capitals do not count: a table may be called after its class. */
function names(text: string, lists: Words): boolean {
  const lower = text.toLowerCase();
  const known = new Map<string, boolean>();
  const has = (word: string): boolean => {
    const is = known.get(word) ?? lower.includes(word);
    known.set(word, is);
    return is;
  };
  return lists.some((list) => list.every(has));
}

function isEqual(one: Mentions, other: Mentions): boolean {
  const { sources } = other;
  return (
    one.files === other.files &&
    one.sources.length === sources.length &&
    one.sources.every((each, at) => each.path === sources[at]?.path && each.text === sources[at]?.text)
  );
}
