import * as vscode from 'vscode';
import { clipId } from '../../agent/askedCells.ts';
import { renderShots } from '../../agent/renderShots.ts';
import { defined } from '../../core/defined.ts';
import { sha256 } from '../../node/sha256.ts';
import { placeJson } from '../../reports/findingJson.ts';
import { fileReport } from '../../reports/fileReport.ts';
import { ruleIds } from '../../promptLanguage/ruleIds.ts';
import { planFiles } from '../../shots/planFiles.ts';
import { requireTrust } from '../base/trust.ts';
import { shotPorts, type ShotPortParts } from './shotPorts.ts';
import { requirePromptFile } from '../workspace/requirePromptFile.ts';
import type { PromptFileCalls } from '../submitting/publicApi.ts';
import type { SubmitAll } from '../submitting/submit.ts';

export interface PromptFileCallParts extends ShotPortParts {
  readonly submitAll: SubmitAll;
}

/** What other extensions ask of prompt files. */
export function createPromptFileCalls(parts: PromptFileCallParts): PromptFileCalls {
  const { promptFiles, submitAll } = parts;
  const look = async (file: vscode.Uri) =>
    await (await promptFiles.work()).states.look(await requirePromptFile(vscode.Uri.from(file)));
  return {
    async check(file) {
      const state = await look(file);
      const report = fileReport(state, new Set(), (uri) =>
        vscode.workspace.asRelativePath(vscode.Uri.parse(uri)),
      );
      return {
        findings: report.findings.map(({ place, code, severity, message }) => ({
          severity,
          ruleId: ruleIds[code],
          rule: code,
          message,
          ...placeJson(place),
        })),
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
      const { jobs } = await renderShots(
        { path: vscode.Uri.from(file).toString(), shots },
        {
          ...shotPorts(parts, (path) => vscode.Uri.parse(path)),
          submit: async (items) => (await submitAll(items, { caller: { kind: 'program' } })) ?? [],
        },
      );
      return jobs;
    },
  };
}
