import {
  CodeAction,
  CodeActionRequest,
  CreateFile,
  type Middleware,
  TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageclient/node';

/**
 * The protocol creates a file empty and fills it by an edit. VS Code cannot take that back: it refuses to delete a file that
 * was changed after its creation. So files are made to be created with their contents, which one undo removes.
 */
export const createWithContents: Middleware = {
  sendRequest: async (type, param, token, next) => {
    const answer = await next(type, param, token);
    const method = typeof type === 'string' ? type : type.method;
    if (method === CodeActionRequest.method && Array.isArray(answer)) {
      for (const each of answer) if (CodeAction.is(each) && each.edit) fillAtCreation(each.edit);
    }
    return answer;
  },
};

function fillAtCreation(edit: WorkspaceEdit): void {
  if (!edit.documentChanges) return;
  const created = new Map(edit.documentChanges.filter(CreateFile.is).map((change) => [change.uri, change]));
  edit.documentChanges = edit.documentChanges.filter((change) => {
    const file = TextDocumentEdit.is(change) ? created.get(change.textDocument.uri) : undefined;
    if (!file || !TextDocumentEdit.is(change)) return true;
    const text = change.edits.map((each) => ('newText' in each ? each.newText : each.snippet.value)).join('');
    // The client hands these options on to VS Code as they are.
    file.options = Object.assign({}, file.options, { contents: new TextEncoder().encode(text) });
    return false;
  });
}
