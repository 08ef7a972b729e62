import { fork } from 'node:child_process';

/** What the program that reads table sizes says, in one line of JSON. */
export interface Answer {
  readonly text: string;
  readonly tables: number;
  readonly unknown: number;
}

/**
 * Starts the program and hands it the URL over its standard input, where no list of processes shows it. Undefined where it was
 * stopped; `whenStopped` is given what stops it.
 */
export function readSizes(
  program: string,
  url: string,
  /** Where the path of a SQLite file begins. */
  folder: string,
  whenStopped: (stop: () => void) => void,
): Promise<Answer | { readonly problem: string } | undefined> {
  return new Promise((done) => {
    const child = fork(program, { stdio: ['pipe', 'pipe', 'ignore', 'ipc'], execArgv: [], cwd: folder });
    let said = '';
    let stopped = false;
    whenStopped(() => {
      stopped = true;
      child.kill();
    });
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
    });
    child.on('error', (error) => done({ problem: error.message }));
    child.on('close', () => done(stopped ? undefined : answerIn(said)));
    child.stdin?.on('error', () => undefined).end(url);
  });
}

export function isAnswer(answer: Answer | { readonly problem: string }): answer is Answer {
  return 'text' in answer;
}

function answerIn(said: string): Answer | { readonly problem: string } {
  const broken = { problem: 'The program that reads table sizes ended without an answer.' };
  try {
    const answer: unknown = JSON.parse(said);
    if (typeof answer !== 'object' || answer === null) return broken;
    if ('problem' in answer && typeof answer.problem === 'string') return { problem: answer.problem };
    const { text, tables, unknown } = { text: undefined, tables: undefined, unknown: undefined, ...answer };
    const isWhole = typeof text === 'string' && typeof tables === 'number' && typeof unknown === 'number';
    return isWhole ? { text, tables, unknown } : broken;
  } catch {
    return broken;
  }
}
