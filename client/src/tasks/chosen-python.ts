import { extensions, type Uri } from 'vscode';

/** The Python that the user has chosen for a place in the Python extension; undefined without that extension or a choice. */
export async function chosenPython(place: Uri): Promise<string | undefined> {
  const extension = extensions.getExtension<unknown>('ms-python.python');
  if (!extension) return undefined;
  const environments = fieldOf(await extension.activate(), 'environments');
  const active: unknown = callOn(environments, 'getActiveEnvironmentPath', place);
  if (active === undefined) return undefined;
  const path = fieldOf(
    fieldOf(fieldOf(await callOn(environments, 'resolveEnvironment', active), 'executable'), 'uri'),
    'fsPath',
  );
  return typeof path === 'string' && path !== '' ? path : undefined;
}

/** What another extension exports may be of any version of it. */
function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function callOn(value: unknown, name: string, argument: unknown): unknown {
  const method = fieldOf(value, name);
  return typeof method === 'function' ? Reflect.apply(method, value, [argument]) : undefined;
}
