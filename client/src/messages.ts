import { window } from 'vscode';

/** Says why something could not be done. Nobody waits for the user to close it. */
export function warn(problem: string): void {
  void window.showWarningMessage(problem);
}
