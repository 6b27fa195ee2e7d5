import * as vscode from 'vscode';
import { commandIds } from '../base/commandIds.ts';
import { codeLens } from '../base/show/languageItems.ts';
import { lensWords } from '../../words/lensWords.ts';
import type { ShotState } from '../../shots/shotState.ts';
import type { ShotStates } from '../promptFiles/shotStates.ts';
import { type LensPlan, planLenses } from '../../promptLanguage/lensPlan.ts';
import type { PromptChecks } from './promptChecks.ts';
import type { CheckedFile } from '../../promptLanguage/checkedFile.ts';
import { isPromptDocument } from '../workspace/promptSelector.ts';
import { positionOf } from '../workspace/ranges.ts';

export interface LensParts {
  readonly checks: PromptChecks;
  /** Absent: nothing is known of clips that were made. */
  readonly states?: ShotStates;
}

export async function promptLenses(
  document: vscode.TextDocument,
  { checks, states }: LensParts,
): Promise<vscode.CodeLens[]> {
  if (!isPromptDocument(document)) return [];
  const [checked, known] = await Promise.all([checks.of(document), knownStates(document.uri, states)]);
  const { resolved } = checked;
  const clips = checked.shots.map((shot) => {
    const state = known.find((one) => one.shot === shot.shot.slug && one.cell === shot.cell.key);
    return { ...shot, ...(state === undefined ? {} : { state }) };
  });
  return planLenses(resolved, clips).map((plan) => {
    const position = positionOf(resolved.file, plan.offset);
    return codeLens(new vscode.Range(position, position), commandOf(plan, document.uri, checked));
  });
}

/** What cannot be found out now is told where somebody asks for it. */
async function knownStates(uri: vscode.Uri, states: ShotStates | undefined): Promise<readonly ShotState[]> {
  try {
    return (await states?.of(uri)) ?? [];
  } catch {
    return [];
  }
}

function commandOf({ content, shot }: LensPlan, uri: vscode.Uri, { resolved }: CheckedFile): vscode.Command {
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
