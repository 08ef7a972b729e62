import {
  type Disposable,
  type QuickInput,
  type QuickInputButton,
  QuickInputButtons,
  type QuickPickItem,
  window,
} from 'vscode';

/** One value to ask for. */
export interface Step {
  readonly name: string;
  readonly prompt: string;
  readonly placeholder?: string | undefined;
  readonly choices: readonly Choice[];
  /** What is not among the choices may be typed. */
  readonly free: boolean;
  readonly optional: boolean;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
  readonly detail?: string;
}

export interface Answer {
  readonly name: string;
  readonly value: string;
}

/**
 * Asks step after step, with a Back button from the second on. `steps` may depend on the answers so far. Whoever comes
 * back to it begins at the last step of `before`. Undefined where the user gave up.
 */
export async function askInSteps(
  title: string,
  steps: (given: readonly Answer[]) => Promise<readonly Step[]>,
  before: readonly Answer[] = [],
): Promise<readonly Answer[] | undefined> {
  const given: Answer[] = before.slice(0, -1);
  // What was answered before the user went back, to be offered again.
  const earlier = new Map(before.map(({ name, value }) => [name, value]));
  for (;;) {
    const all = await steps(given);
    const step = all[given.length];
    if (!step) return given;
    const progress: Progress = { title, step: given.length + 1, totalSteps: all.length };
    const value = await ask(step, progress, earlier.get(step.name) ?? '');
    if (value === undefined) return undefined;
    if (value === back) {
      given.pop();
      continue;
    }
    given.push({ name: step.name, value });
    earlier.set(step.name, value);
  }
}

interface Progress {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

const back = Symbol('back');

type Reply = string | typeof back | undefined;

function ask(step: Step, progress: Progress, before: string): Promise<Reply> {
  return step.choices.length > 0 ? pick(step, progress, before) : type(step, progress, before);
}

function type(step: Step, progress: Progress, before: string): Promise<Reply> {
  const box = window.createInputBox();
  box.prompt = step.prompt;
  box.placeholder = step.placeholder;
  box.value = before;
  return reply(box, progress, (done) => [
    box.onDidTriggerButton(() => done(back)),
    box.onDidChangeValue(() => {
      box.validationMessage = '';
    }),
    box.onDidAccept(() => {
      const value = box.value.trim();
      if (value !== '' || step.optional) done(value);
      else box.validationMessage = `${step.prompt}: a value is needed`;
    }),
  ]);
}

function pick(step: Step, progress: Progress, before: string): Promise<Reply> {
  const box = window.createQuickPick<Item>();
  box.placeholder = step.free ? `${step.prompt}: choose or type` : step.prompt;
  const offer = () => {
    const typed = box.value.trim();
    const items = itemsFor(step, typed);
    box.items = items;
    const active = typed === '' ? items.find(({ value }) => value === before) : bestOf(items, step, typed);
    if (active) box.activeItems = [active];
  };
  box.matchOnDetail = true;
  offer();
  return reply(box, progress, (done) => [
    box.onDidTriggerButton(() => done(back)),
    box.onDidChangeValue(offer),
    box.onDidAccept(() => {
      const chosen = box.selectedItems[0] ?? box.activeItems[0];
      if (chosen) done(chosen.value);
    }),
  ]);
}

interface Item extends QuickPickItem {
  readonly value: string;
}

/** The choices, and what was typed where it is none of them. */
function itemsFor(step: Step, typed: string): readonly Item[] {
  const skip: readonly Item[] = step.optional ? [{ value: '', label: 'Leave empty', alwaysShow: true }] : [];
  const known = step.choices.some(({ label }) => label === typed);
  const own: readonly Item[] = step.free && typed !== '' && !known ? [{ value: typed, label: typed }] : [];
  return [...own, ...step.choices, ...(typed === '' ? skip : [])];
}

/** A name that exists is more likely meant than a new one that it begins with. */
function bestOf(items: readonly Item[], { choices }: Step, typed: string): Item | undefined {
  const exact = items.find(({ label }) => label === typed);
  if (choices.some(({ label }) => label === typed)) return exact;
  return items.find(({ label }) => label !== typed && label.startsWith(typed)) ?? exact;
}

function reply(
  box: QuickInput & { buttons: readonly QuickInputButton[] },
  progress: Progress,
  listen: (done: (value: Reply) => void) => readonly Disposable[],
): Promise<Reply> {
  return new Promise((resolve) => {
    const finish = (value: Reply) => {
      resolve(value);
      for (const each of [...listeners, box]) each.dispose();
    };
    const listeners = [...listen(finish), box.onDidHide(() => finish(undefined))];
    Object.assign(box, progress);
    box.buttons = progress.step > 1 ? [QuickInputButtons.Back] : [];
    // Looking something up in another window must not lose the answers.
    box.ignoreFocusOut = true;
    box.show();
  });
}
