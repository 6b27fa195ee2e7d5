import * as vscode from 'vscode';
import { clipId } from '../../agent/askedCells.ts';
import { renderShots } from '../../agent/renderShots.ts';
import { defined } from '../../core/defined.ts';
import { sha256 } from '../../node/sha256.ts';
import { fileReport } from '../../reports/fileReport.ts';
import { ruleIds } from '../../promptLanguage/ruleIds.ts';
import { planFiles } from '../../shots/planFiles.ts';
import { requireTrust } from '../base/trust.ts';
import { savedFiles } from './renderPromptFiles.ts';
import type { PromptFiles } from './registerPromptFiles.ts';
import type { LazySession } from '../session/lazySession.ts';
import { requirePromptFile } from '../workspace/requirePromptFile.ts';
import type { PromptFileCalls } from '../submitting/publicApi.ts';
import type { SubmitAll } from '../submitting/submit.ts';

export interface PromptFileCallParts {
  readonly session: LazySession;
  readonly promptFiles: Pick<PromptFiles, 'work'>;
  readonly submitAll: SubmitAll;
  /** Resolves when jobs have followed the files that moved. */
  readonly settledMoves: () => Promise<void>;
}

/** What other extensions ask of prompt files. */
export function createPromptFileCalls(parts: PromptFileCallParts): PromptFileCalls {
  const { session, promptFiles, submitAll, settledMoves } = parts;
  const work = async () => await promptFiles.work();
  const look = async (file: vscode.Uri) =>
    await (await work()).states.look(await requirePromptFile(vscode.Uri.from(file)));
  return {
    async check(file) {
      const state = await look(file);
      const report = fileReport(state, new Set(), (uri) =>
        vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
      );
      return {
        findings: report.findings.map(({ place, code, severity, message }) => {
          const { line, column, endLine, endColumn } = place;
          return { severity, ruleId: ruleIds[code], rule: code, message, line, column, endLine, endColumn };
        }),
        clips: report.cells.map((cell) => ({
          id: clipId(cell),
          title: cell.title,
          state: cell.state,
          ...cell.clip,
          ...defined({ quote: cell.quote }),
        })),
      };
    },
    async plan(file) {
      const state = await look(file);
      const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(state.uri))?.uri;
      const rootUri = (folder ?? vscode.Uri.joinPath(vscode.Uri.parse(state.uri), '..')).toString();
      const { plan } = await planFiles([state], ['missing', 'stale'], {
        rootUri,
        folderOf: () => rootUri,
        digests: { text: sha256 },
      });
      return {
        clips: plan.clips.map((clip) => {
          const { title, take, why, quote } = clip;
          return { id: clipId(clip), title, take, why: why.kind, quote };
        }),
        total: plan.total,
      };
    },
    async render(file, shots) {
      requireTrust('submits');
      const uri = await requirePromptFile(vscode.Uri.from(file));
      const { states, clipFrames } = await work();
      const { jobs } = await renderShots(
        { path: uri.toString(), shots },
        {
          async savedFile() {
            await settledMoves();
            const [state] = await savedFiles({ session, states }, [uri]);
            return state ?? (await states.look(uri));
          },
          folderOf: (one) => vscode.workspace.getWorkspaceFolder(vscode.Uri.parse(one))?.uri.toString(),
          lastFrame: async (clip) => await clipFrames.last(vscode.Uri.parse(clip)),
          submit: async (items) => (await submitAll(items, { caller: { kind: 'program' } })) ?? [],
        },
      );
      return jobs;
    },
  };
}
