import { commands, window, workspace } from 'vscode';

/** Alembic runs what stands in the project's files: that is for the user to allow, for the whole workspace. */
export function isTrusted(): boolean {
  if (workspace.isTrusted) return true;
  void window
    .showWarningMessage(
      'Alembic runs the code of the project (env.py): it is run only in a workspace that you trust.',
      manage,
    )
    .then((chosen) => {
      if (chosen === manage) void commands.executeCommand('workbench.trust.manage');
    });
  return false;
}

const manage = 'Manage Workspace Trust';
