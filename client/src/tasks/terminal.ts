import { EventEmitter, type Pseudoterminal } from 'vscode';
import type { Invocation } from './arguments.ts';
import { type Ended, type Run, run } from './run.ts';

/** A terminal in which a program runs, of which is known afterwards what it has printed: VS Code tells nobody that of its own. */
export function terminalOf(invocation: Invocation, ended: (ended: Ended) => void): Pseudoterminal {
  const written = new EventEmitter<string>();
  const closed = new EventEmitter<number>();
  const write = (text: string) => written.fire(text.replace(/\r?\n/g, '\r\n'));
  let [program, typed]: [Run | undefined, string] = [undefined, ''];
  return {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open() {
      const { program: name, args } = invocation;
      write(`${[name, ...args].join(' ')}\n\n`);
      program = run(invocation, write);
      void program.ended.then((end) => {
        ended(end);
        closed.fire(end.code ?? 1);
      });
    },
    close: () => program?.stop(),
    /** What is typed is not shown: where env.py asks for anything, it is a password. */
    handleInput(text) {
      if (text === interrupt) return program?.stop();
      if (text === backspace) typed = typed.slice(0, -1);
      else typed += text;
      const lines = typed.split(/\r\n?|\n/);
      typed = lines.pop() ?? '';
      for (const each of lines) program?.write(`${each}\n`);
    },
  };
}

const interrupt = '\x03';
const backspace = '\x7f';
