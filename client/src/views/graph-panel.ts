import {
  commands,
  type Disposable,
  type ExtensionContext,
  Uri,
  ViewColumn,
  type Webview,
  type WebviewPanel,
  window,
} from 'vscode';
import { type FromPage, readFromPage, type ToPage } from './graph-messages.ts';
import type { Revisions } from './revisions.ts';

/** The window with the revision graph: at most one. */
export interface GraphPanel extends Disposable {
  /** Brings it to the front, at the revision of this file if one is given. */
  show(uri?: string): void;
}

const viewType = 'migrationWriter.revisionGraph';

export function openGraphPanel(context: ExtensionContext, revisions: Revisions): GraphPanel {
  let shown: Shown | undefined;
  const adopt = (panel: WebviewPanel) => {
    shown = inhabit(panel, context.extensionUri, revisions);
    panel.onDidDispose(() => {
      if (shown?.panel === panel) shown = undefined;
    });
    return shown;
  };
  // A reloaded window gets its graph back.
  const serializer = window.registerWebviewPanelSerializer(viewType, {
    deserializeWebviewPanel: async (panel) => void adopt(panel),
  });
  return {
    show(uri) {
      const create = () => window.createWebviewPanel(viewType, 'Revision Graph', ViewColumn.Active);
      const page = shown ?? adopt(create());
      page.panel.reveal();
      if (uri !== undefined) page.reveal(uri);
    },
    dispose: () => {
      serializer.dispose();
      shown?.panel.dispose();
    },
  };
}

interface Shown {
  readonly panel: WebviewPanel;
  reveal(uri: string): void;
}

function inhabit(panel: WebviewPanel, extension: Uri, revisions: Revisions): Shown {
  const { webview } = panel;
  const files = Uri.joinPath(extension, 'dist');
  webview.options = { enableScripts: true, localResourceRoots: [files] };
  panel.iconPath = { dark: Uri.joinPath(files, 'graph-dark.svg'), light: Uri.joinPath(files, 'graph-light.svg') };
  let isReady = false;
  let wanted: string | undefined;
  const post = (message: ToPage) => void webview.postMessage(message);
  const show = async () => {
    post({ kind: 'graphs', graphs: await revisions.graphs() });
    if (wanted !== undefined) post({ kind: 'reveal', uri: wanted });
    wanted = undefined;
  };
  const answer = async (message: FromPage): Promise<void> => {
    switch (message.kind) {
      case 'ready':
        isReady = true;
        return show();
      case 'risks':
        return post({ kind: 'risks', risks: await revisions.risks(message.uris) });
      case 'mergeHeads':
        return void commands.executeCommand('migrationWriter.mergeHeads', message.uri);
      case 'open': {
        const column = message.aside ? ViewColumn.Beside : ViewColumn.Active;
        return void commands.executeCommand('vscode.open', Uri.parse(message.uri), column);
      }
    }
  };
  const listeners = [
    webview.onDidReceiveMessage((message: unknown) => {
      const asked = readFromPage(message);
      if (asked) answer(asked).catch(complain);
    }),
    // A page that is hidden is gone; it says that it is ready when it comes back.
    revisions.onDidChange(() => {
      if (panel.visible && isReady) show().catch(complain);
    }),
    panel.onDidChangeViewState(() => {
      if (!panel.visible) isReady = false;
    }),
  ];
  panel.onDidDispose(() => listeners.forEach((each) => void each.dispose()));
  webview.html = pageOf(webview, files);
  return {
    panel,
    reveal(uri) {
      if (isReady) post({ kind: 'reveal', uri });
      else wanted = uri;
    },
  };
}

function complain(error: unknown): void {
  void window.showErrorMessage(`Migration Writer: ${error instanceof Error ? error.message : String(error)}`);
}

function pageOf(webview: Webview, files: Uri): string {
  const nonce = crypto.randomUUID();
  const at = (name: string) => webview.asWebviewUri(Uri.joinPath(files, name)).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Revision Graph</title>
<link rel="stylesheet" href="${at('graph.css')}">
</head>
<body data-vscode-context='{"preventDefaultContextMenuItems": true}'>
<script nonce="${nonce}" src="${at('graph.js')}"></script>
</body>
</html>`;
}
