import type * as vscode from 'vscode';
import type { OpenPromptFile } from '../../promptLanguage/openPromptFile.ts';
import type { ShotStates } from '../promptFiles/shotStates.ts';
import { createImageLook } from '../workspace/imageLook.ts';
import type { PromptDocuments } from '../workspace/promptDocuments.ts';
import { surroundingsOf } from '../workspace/surroundings.ts';
import { pathsFrom } from '../workspace/workspacePaths.ts';
import type { PromptChecks } from './promptChecks.ts';

export interface OpenFileParts {
  readonly documents: PromptDocuments;
  readonly checks: PromptChecks;
  /** Absent: nothing is known of clips that were made. */
  readonly states?: Pick<ShotStates, 'file'>;
}

const images = createImageLook();

/** A document as the language service sees it. */
export function openFile(
  document: vscode.TextDocument,
  { documents, checks, states }: OpenFileParts,
): OpenPromptFile {
  const { uri } = document;
  return {
    uri: uri.toString(),
    file: documents.file(document),
    checked: () => checks.of(document),
    async standing() {
      // What cannot be found out now is reported where somebody asks for it.
      const known = await states?.file(uri).catch(() => undefined);
      if (known !== undefined)
        return { resolved: known.resolved, clips: known.cells.map((state) => ({ ...state.plan, state })) };
      const { resolved, shots } = await checks.of(document);
      return { resolved, clips: shots };
    },
    filesNear: async (kind) => await pathsFrom(uri, kind),
    look: async (imageUri) => (await images.look([{ uri: imageUri, role: 'reference' }]))[0],
    refusal: surroundingsOf(uri).refusal,
  };
}
