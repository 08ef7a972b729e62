import {
  type Disposable,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from 'vscode';
import type { Risk } from '../../../server/src/protocol.ts';
import { followEditor, placesOf } from './follow-editor.ts';
import { type BranchNode, type ProblemNode, type RevisionNode, type TreeNode, treeOf } from './revision-tree.ts';
import { badgesOf, headsOf, idOf, riskWord, titleOf, tooltipOf } from './revision-words.ts';
import type { Revisions } from './revisions.ts';

/** The tree of revisions, with icons for their risks, which come a little later. */
export function showRevisionsView(revisions: Revisions): Disposable {
  const changed = new EventEmitter<readonly TreeNode[] | undefined>();
  const provider: TreeDataProvider<TreeNode> = {
    onDidChangeTreeData: (listener, self, disposables) =>
      changed.event((nodes) => listener.call(self, nodes && [...nodes]), undefined, disposables),
    getTreeItem: (node) => itemOf(node, revisions),
    getChildren: async (node) => [...(node ? node.children : await roots())],
    getParent: (node) => places.parent(node),
    resolveTreeItem: (item, node) => {
      if (node.kind !== 'revision') return item;
      const risk = revisions.riskNow(node.revision.uri);
      const tooltip = new MarkdownString(tooltipOf(node.revision, node.graph, risk), true);
      return Object.assign(item, { tooltip });
    },
  };
  const view = window.createTreeView('migrationWriter.revisions', {
    treeDataProvider: provider,
    showCollapseAll: true,
    canSelectMany: true,
  });
  let generation = 0;
  let places = placesOf([]);
  const editor = followEditor(view, () => places);
  const roots = async () => {
    const graphs = await revisions.graphs();
    const nodes = treeOf(graphs);
    places = placesOf(nodes);
    // Once these nodes are there.
    setTimeout(editor.now);
    // Where the server stopped, the icons stay what they are.
    judge(nodes).catch(() => undefined);
    return nodes;
  };
  /** Newest first, a few at a time: the server has more urgent things to do. */
  const judge = async (nodes: readonly TreeNode[]) => {
    generation++;
    const mine = generation;
    const rows = revisionsIn(nodes);
    for (let from = 0; from < rows.length && mine === generation && view.visible; from += atOnce) {
      const some = rows.slice(from, from + atOnce);
      const before = some.map(({ revision }) => wordOf(revisions.riskNow(revision.uri)));
      await revisions.risks(some.map(({ revision }) => revision.uri));
      const fresh = some.filter(({ revision }, at) => wordOf(revisions.riskNow(revision.uri)) !== before[at]);
      if (mine === generation && fresh.length > 0) changed.fire(fresh);
    }
  };
  const listeners = [
    ...editor.listeners,
    revisions.onDidChange(() => changed.fire(undefined)),
    // What was not judged because nobody looked is judged when somebody does.
    view.onDidChangeVisibility(({ visible }) => visible && changed.fire(undefined)),
  ];
  return { dispose: () => [...listeners, view, changed].forEach((each) => void each.dispose()) };
}

const atOnce = 20;

function revisionsIn(nodes: readonly TreeNode[]): readonly RevisionNode[] {
  return nodes.flatMap((node) => [...(node.kind === 'revision' ? [node] : []), ...revisionsIn(node.children)]);
}

function itemOf(node: TreeNode, revisions: Revisions): TreeItem {
  const item = shapeOf(node, revisions);
  item.id = node.key;
  return item;
}

function shapeOf(node: TreeNode, revisions: Revisions): TreeItem {
  switch (node.kind) {
    case 'environment': {
      const item = new TreeItem(node.graph.title, TreeItemCollapsibleState.Expanded);
      return Object.assign(item, {
        iconPath: new ThemeIcon('database'),
        description: node.graph.tool,
        contextValue: `environment.${node.graph.tool}`,
      });
    }
    case 'problem':
      return problemItem(node);
    case 'branch':
      return branchItem(node);
    case 'revision':
      return revisionItem(node, revisions.riskNow(node.revision.uri));
  }
}

/** Several heads are the problem that a command solves. */
function problemItem({ message, graph }: ProblemNode): TreeItem {
  const heads = headsOf(graph).length;
  const isSplit = heads > 1 && /\bheads\b/.test(message);
  return Object.assign(new TreeItem(isSplit ? `${heads} heads` : message), {
    description: isSplit ? 'to be merged' : '',
    iconPath: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
    tooltip: message,
    contextValue: isSplit ? 'problem.heads' : 'problem',
  });
}

function branchItem({ label, description, isOpen }: BranchNode): TreeItem {
  const state = isOpen ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.Collapsed;
  const iconPath = new ThemeIcon('git-branch');
  return Object.assign(new TreeItem(label, state), { description, iconPath, contextValue: 'branch', tooltip: label });
}

function revisionItem({ revision, graph, children }: RevisionNode, risk: Risk | null | undefined): TreeItem {
  const state = children.length > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const title = titleOf(revision);
  const badges = badgesOf(revision);
  const uri = Uri.parse(revision.uri);
  const id = idOf(revision) === title ? [] : [idOf(revision)];
  return Object.assign(new TreeItem(title, state), {
    description: [...badges, ...id].join(' · '),
    iconPath: iconOf(risk),
    contextValue: ['revision', graph.tool, ...revision.standing, ...(revision.id === undefined ? [] : ['id'])].join(
      ' ',
    ),
    command: { command: 'vscode.open', title: 'Open', arguments: [uri, { preserveFocus: true }] },
    accessibilityInformation: {
      label: [title, idOf(revision), ...badges, ...(risk ? [`risk ${riskWord(risk)}`] : [])].join(', '),
      role: 'treeitem',
    },
  });
}

/** Told apart by their shapes, too: those of the graph, none of which is the sign of a problem. */
function iconOf(risk: Risk | null | undefined): ThemeIcon {
  if (!risk) return new ThemeIcon(risk === null ? 'dash' : 'blank', new ThemeColor('disabledForeground'));
  const [icon, color] = icons[risk.level];
  return new ThemeIcon(icon, new ThemeColor(color));
}

const icons: Readonly<Record<Risk['level'], readonly [icon: string, color: string]>> = {
  low: ['circle-outline', 'migrationWriter.riskLow'],
  medium: ['circle-filled', 'migrationWriter.riskMedium'],
  high: ['triangle-up', 'migrationWriter.riskHigh'],
  'very-high': ['debug-breakpoint-log', 'migrationWriter.riskVeryHigh'],
};

function wordOf(risk: Risk | null | undefined): string {
  return risk ? JSON.stringify(risk) : '';
}
