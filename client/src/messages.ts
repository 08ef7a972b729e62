import { window } from 'vscode';

/** Says why something could not be done. Nobody waits for the user to close it. */
export async function warn(problem: string): Promise<void> {
  void window.showWarningMessage(problem);
}
