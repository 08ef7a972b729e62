import { type Disposable, type TreeView, Uri, window, workspace } from 'vscode';
import type { RevisionNode, TreeNode } from './revision-tree.ts';

/** The nodes of a tree by what they are looked up by. */
export interface Places {
  parent(node: TreeNode): TreeNode | undefined;
  revisionOf(uri: string): RevisionNode | undefined;
}

export function placesOf(roots: readonly TreeNode[]): Places {
  const parents = new Map<string, TreeNode>();
  const revisions = new Map<string, RevisionNode>();
  const note = (nodes: readonly TreeNode[], parent: TreeNode | undefined) => {
    for (const node of nodes) {
      if (parent) parents.set(node.key, parent);
      if (node.kind === 'revision') revisions.set(Uri.parse(node.revision.uri).toString(), node);
      note(node.children, node);
    }
  };
  note(roots, undefined);
  return { parent: ({ key }) => parents.get(key), revisionOf: (uri) => revisions.get(uri) };
}

/** Follows the active editor with the chosen row, unless the user keeps the tree of files from doing so, too. */
export function followEditor(
  view: TreeView<TreeNode>,
  places: () => Places,
): { readonly now: () => void; readonly listeners: readonly Disposable[] } {
  const show = () => {
    const open = window.activeTextEditor?.document.uri;
    const node = open && places().revisionOf(open.toString());
    const wanted = workspace.getConfiguration('explorer', open).get<unknown>('autoReveal') !== false;
    if (!node || !wanted || !view.visible) return;
    // A tree that is just being replaced cannot show the row; the new one asks again.
    view.reveal(node, { select: true, focus: false, expand: false }).then(undefined, () => undefined);
  };
  // A tree that comes anew does not scroll away from where its user is.
  const now = () => {
    if (view.selection.length === 0) show();
  };
  return { now, listeners: [window.onDidChangeActiveTextEditor(show)] };
}
