import * as vscode from 'vscode';
import type { Job, JobState } from '../core/job.ts';
import { coalesced } from './coalesced.ts';
import { disposeAll } from './disposeAll.ts';
import { actionLabel, actionsOf, contextValue } from './jobActions.ts';
import type { LazySession } from './lazySession.ts';
import { clipNotes } from './words/clipDifferenceWords.ts';
import { failureWords } from './words/failureWords.ts';
import { clipWords, isSample, requestWords, stateWords, titleOf } from './words/jobWords.ts';
import { pauseWords } from './words/pauseWords.ts';
import { quoteWords } from './words/priceWords.ts';

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
    getTreeItem: (node) => ('more' in node ? moreItem() : jobItem(node)),
  };
  const view = vscode.window.createTreeView('videoPrompt.jobs', { treeDataProvider: provider });
  // Progress of many jobs is one redrawing.
  const redrawing = coalesced(() => {
    changed.fire(undefined);
    // An empty text takes the line away.
    view.message = pauseWords(session.current?.engine.pauses() ?? []) ?? '';
  }, 100);
  const refresh = () => {
    redrawing.call();
  };
  const listening: vscode.Disposable[] = [];
  const listen = () => {
    const { current } = session;
    if (current === undefined) return;
    listening.push(current.engine.onDidChangeJob(refresh), current.engine.onDidChange(refresh));
    refresh();
  };
  listen();
  return vscode.Disposable.from(
    changed,
    redrawing,
    view,
    session.onDidOpen(listen),
    vscode.commands.registerCommand('videoPrompt.jobs.showMore', () => {
      limit += pageSize;
      refresh();
    }),
    disposeAll(listening),
  );
}

function moreItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Show more'));
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: 'videoPrompt.jobs.showMore', title: vscode.l10n.t('Show more') };
  return item;
}

function jobItem(job: Job): vscode.TreeItem {
  const item = new vscode.TreeItem(titleOf(job));
  item.id = job.id;
  item.description = [isSample(job) ? vscode.l10n.t('Sample') : quoteWords(job.quote), stateWords(job)].join(
    ' · ',
  );
  item.iconPath = iconOf(job.state);
  item.contextValue = contextValue(job);
  item.tooltip = tooltipOf(job);
  item.accessibilityInformation = { label: `${titleOf(job)}, ${stateWords(job)}` };
  if (actionsOf(job).includes('open')) {
    item.command = { command: 'videoPrompt.job.open', title: actionLabel('open').label, arguments: [job] };
  }
  return item;
}

function iconOf(state: JobState): vscode.ThemeIcon {
  const colored = (icon: string, color: string) => new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  switch (state) {
    case 'queued':
      return new vscode.ThemeIcon('clock');
    case 'submitting':
    case 'running':
    case 'downloading':
      return new vscode.ThemeIcon('loading~spin');
    case 'stored':
      return new vscode.ThemeIcon('archive');
    case 'saved':
      return colored('check', 'testing.iconPassed');
    case 'failed':
      return colored('error', 'testing.iconFailed');
    case 'uncertain':
      return colored('question', 'list.warningForeground');
    case 'stopped':
      return new vscode.ThemeIcon('debug-pause');
    case 'cancelled':
    case 'forgotten':
      return new vscode.ThemeIcon('circle-slash');
  }
}

function tooltipOf(job: Job): vscode.MarkdownString {
  const text = new vscode.MarkdownString(undefined, true);
  text.appendText(titleOf(job, 400)).appendMarkdown('\n\n');
  const { request } = job;
  const lines = [
    [request.model, ...requestWords(request), quoteWords(job.quote)].join(' · '),
    stateWords(job),
    clipWords(job),
    ...clipNotes(job),
    job.failure === undefined ? '' : failureWords(job.failure).title,
    job.failure?.providerMessage ?? '',
  ];
  for (const line of lines) if (line !== '') text.appendText(line).appendMarkdown('\n\n');
  return text;
}
