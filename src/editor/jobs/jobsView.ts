import * as vscode from 'vscode';
import type { Job } from '../../core/job.ts';
import { coalesced } from '../base/coalesced.ts';
import { innerCommandIds } from '../base/commandIds.ts';
import { DisposableStore } from '../base/disposables.ts';
import type { LazySession } from '../session/lazySession.ts';
import { registerCommand } from '../base/show/commands.ts';
import { createTree, treeItem } from '../base/show/tree.ts';

const pageSize = 100;

interface MoreNode {
  readonly more: true;
}
type Node = Job | MoreNode;

/** The tree of every job, newest first. */
export function registerJobsView(session: LazySession): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  let limit = pageSize;

  const provider: vscode.TreeDataProvider<Node> = {
    onDidChangeTreeData: changed.event,
    async getChildren(node) {
      if (node !== undefined || session.current === undefined) return [];
      const jobs = await session.current.engine.list({ limit: limit + 1 });
      return jobs.length > limit ? [...jobs.slice(0, limit), { more: true }] : [...jobs];
    },
    getTreeItem: async (node) =>
      'more' in node ? moreItem() : (await import('./jobTreeItem.ts')).jobTreeItem(node),
  };
  const view = createTree('videoPrompt.jobs', provider);
  // Progress of many jobs is one redrawing.
  const redrawing = coalesced(() => {
    changed.fire(undefined);
    void tellPauses();
  }, 100);
  const tellPauses = async () => {
    const { pauseWords } = await import('../../words/pauseWords.ts');
    view.setMessage(pauseWords(session.current?.engine.pauses() ?? []) ?? '');
  };
  const refresh = () => {
    redrawing.call();
  };
  const listening = new DisposableStore();
  const listen = () => {
    const { current } = session;
    if (current === undefined) return;
    listening.add(current.engine.onDidChangeJob(refresh), current.engine.onDidChange(refresh));
    refresh();
  };
  listen();
  return vscode.Disposable.from(
    changed,
    redrawing,
    view,
    session.onDidOpen(listen),
    registerCommand(
      innerCommandIds.showMoreJobs,
      () => {
        limit += pageSize;
        refresh();
      },
      () => Promise.resolve(),
    ),
    listening,
  );
}

function moreItem(): vscode.TreeItem {
  const label = vscode.l10n.t('Show more');
  return treeItem({
    label,
    icon: new vscode.ThemeIcon('ellipsis'),
    command: { command: innerCommandIds.showMoreJobs, title: label },
  });
}
