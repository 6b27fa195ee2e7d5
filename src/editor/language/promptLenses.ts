import * as vscode from 'vscode';
import { commandIds } from '../base/commandIds.ts';
import { codeLens } from '../base/show/languageItems.ts';
import { lensWords } from '../../words/lensWords.ts';
import type { PromptFileState } from '../../shots/promptFileStates.ts';
import type { ShotState } from '../../shots/shotState.ts';
import { type LensPlan, planLenses, type PlannedClip } from '../../promptLanguage/lensPlan.ts';
import type { PromptChecks } from './promptChecks.ts';
import type { CheckedFile, CheckedShot } from '../../shots/checkedFile.ts';
import { isPromptDocument } from '../workspace/promptSelector.ts';
import { positionOf } from '../workspace/ranges.ts';

export interface LensStates {
  file(uri: vscode.Uri): Promise<
    Pick<PromptFileState, 'resolved'> & {
      readonly cells: readonly (ShotState & { readonly plan: CheckedShot })[];
    }
  >;
}

export interface LensParts {
  readonly checks: PromptChecks;
  /** Absent: nothing is known of clips that were made. */
  readonly states?: LensStates;
}

export async function promptLenses(
  document: vscode.TextDocument,
  { checks, states }: LensParts,
): Promise<vscode.CodeLens[]> {
  if (!isPromptDocument(document)) return [];
  const { resolved, clips } = await standingOf(document, checks, states);
  return planLenses(resolved, clips).map((plan) => {
    const position = positionOf(resolved.file, plan.offset);
    return codeLens(new vscode.Range(position, position), commandOf(plan, document.uri, resolved));
  });
}

interface Standing extends Pick<CheckedFile, 'resolved'> {
  readonly clips: readonly PlannedClip[];
}

async function standingOf(
  document: vscode.TextDocument,
  checks: PromptChecks,
  states: LensStates | undefined,
): Promise<Standing> {
  // What cannot be found out now is told where somebody asks for it.
  const known = await states?.file(document.uri).catch(() => undefined);
  if (known !== undefined) {
    const { resolved, cells } = known;
    return { resolved, clips: cells.map((state) => ({ ...state.plan, state })) };
  }
  const { resolved, shots } = await checks.of(document);
  return { resolved, clips: shots };
}

function commandOf(
  { content, shot }: LensPlan,
  uri: vscode.Uri,
  resolved: CheckedFile['resolved'],
): vscode.Command {
  const title = lensWords(content, shot === undefined);
  const tooltip = tooltipOf(shot, resolved.file.shots);
  const command = (name: string, ...args: unknown[]) => ({
    title,
    tooltip,
    command: name,
    arguments: args,
  });
  switch (content.kind) {
    case 'render':
      return command(commandIds.renderPromptFile, uri, shot);
    case 'open':
      return command(commandIds.openClip, content.state.chosen && vscode.Uri.parse(content.state.chosen.uri));
    case 'unreadable':
      return command('vscode.open', vscode.Uri.parse(content.clip.sidecarUri));
    case 'job':
      return command(commandIds.showJobs);
    case 'missing':
    case 'sum':
    case 'takes':
      return command('videoPrompt.promptFile.showTakes', uri, shot);
    case 'errors':
    case 'some':
    case 'waits':
      return command('workbench.actions.view.problems');
  }
}

/** The lens itself does not say what it stands over. */
function tooltipOf(slug: string | undefined, shots: CheckedFile['resolved']['file']['shots']): string {
  return shots.find((shot) => shot.slug === slug)?.heading?.title ?? '';
}
