import { type ExtensionContext, ProgressLocation, type QuickPickItem, Uri, window, workspace } from 'vscode';
import { warn } from '../messages.ts';
import { placeOf } from '../place.ts';
import { projectOf, type Server } from '../server.ts';
import { isAnswer, readSizes } from '../tasks/sizes.ts';
import { count } from '../views/revision-words.ts';

/** Reads how large the tables of the project's database are, and keeps the numbers in the workspace. */
export async function readTableSizes(context: ExtensionContext, server: Server): Promise<void> {
  if (!workspace.isTrusted) return warn('A database is asked in a trusted workspace only: trust this one first.');
  const place = await placeOf(undefined);
  const folder = place && (workspace.getWorkspaceFolder(place)?.uri ?? Uri.joinPath(place, '..'));
  if (!folder) return warn('Open a folder first: table sizes are kept in it.');
  const { databaseUrlEnv } = await server.sendRequest(projectOf, { uri: place.toString() });
  const url = await chooseUrl(context, variables(databaseUrlEnv), `databaseUrl ${folder.toString()}`);
  if (url === undefined) return;
  const answer = await window.withProgress(
    { location: ProgressLocation.Notification, title: 'Reading table sizes', cancellable: true },
    (_, token) =>
      readSizes(context.asAbsolutePath('dist/sizes.js'), url, folder.fsPath, (stop) =>
        token.onCancellationRequested(stop),
      ),
  );
  if (answer === undefined) return;
  if (!isAnswer(answer)) return warn(answer.problem);
  const file = Uri.joinPath(folder, '.migration-writer', 'tables.json');
  await workspace.fs.writeFile(file, new TextEncoder().encode(answer.text));
  const unknown =
    answer.unknown === 0 ? '' : `; of ${answer.unknown} more the server has no estimate: ANALYZE makes one`;
  const shown = await window.showInformationMessage(
    `Read the sizes of ${count(answer.tables, 'table')} into .migration-writer/tables.json${unknown}.`,
    open,
  );
  if (shown === open) await window.showTextDocument(file);
}

const open = 'Open';

interface Choice extends QuickPickItem {
  /** Undefined where the user gave up meanwhile. */
  url(): Promise<string | undefined>;
}

async function chooseUrl(
  context: ExtensionContext,
  names: readonly string[],
  key: string,
): Promise<string | undefined> {
  const saved = await context.secrets.get(key);
  const choices: Choice[] = names.map((name) => ({
    label: `$(symbol-variable) ${name}`,
    description: 'environment variable',
    url: async () => process.env[name],
  }));
  if (saved !== undefined)
    choices.push(
      { label: '$(key) The URL that was saved for this folder', url: async () => saved },
      { label: '$(trash) Forget the URL that was saved', url: () => forget(context, key) },
    );
  choices.push({
    label: '$(edit) Enter a URL…',
    description: 'once, or to be saved',
    url: () => enterUrl(context, key),
  });
  const title = 'Read Table Sizes: which database?';
  const placeHolder = 'It is only read, and only numbers are kept: production, or a copy of it, tells the most';
  return (await window.showQuickPick(choices, { title, placeHolder }))?.url();
}

async function forget(context: ExtensionContext, key: string): Promise<undefined> {
  await context.secrets.delete(key);
  window.setStatusBarMessage('Forgot the URL of the database', 3000);
  return undefined;
}

/** The variable that the settings name, and those that are commonly used; only where they have a value. */
function variables(named: string | undefined): readonly string[] {
  const usual = ['DATABASE_URL', 'SQLALCHEMY_DATABASE_URI', 'DB_URL', 'POSTGRES_URL', 'MYSQL_URL'];
  return [...new Set([...(named ? [named] : []), ...usual])].filter((each) => process.env[each]);
}

async function enterUrl(context: ExtensionContext, key: string): Promise<string | undefined> {
  const url = await window.showInputBox({
    title: 'Read Table Sizes',
    prompt: 'URL of the database; it is neither written to a file nor to a log',
    placeHolder: 'postgresql://reader@db.example.com/shop',
    password: true,
    ignoreFocusOut: true,
  });
  if (!url) return undefined;
  const keep = { label: '$(key) Save it', description: 'in the secret storage of this machine, for this folder' };
  const once = { label: '$(clock) Use it once' };
  const chosen = await window.showQuickPick([once, keep], { title: 'Read Table Sizes: keep the URL?' });
  if (chosen === keep) await context.secrets.store(key, url);
  return chosen && url;
}
