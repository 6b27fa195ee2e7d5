import type { CheckedFile, CheckedShot } from '../../promptLanguage/checkedFile.ts';
import * as vscode from 'vscode';
import { mayHaveImages } from '../../core/imageCounts.ts';
import { preflight } from '../../core/preflight.ts';
import type { ImageInput } from '../../core/imageInput.ts';
import { createImageLook, type ImageLook } from '../workspace/imageLook.ts';
import { apiOrigin, folderSettings } from '../base/settings.ts';
import { type Market, quoteIn } from '../../core/market.ts';
import type { PromptDocuments } from '../workspace/promptDocuments.ts';
import { planShots, type ShotPlan } from '../../shots/planShots.ts';

/** The open prompt files as they are now, with their images, models and prices. */
export interface PromptChecks {
  of(document: vscode.TextDocument): Promise<CheckedFile>;
  /** Something outside of the document may have changed. */
  forget(): void;
}

export function createPromptChecks(documents: PromptDocuments, market: () => Promise<Market>): PromptChecks {
  const images = createImageLook();
  let generation = 0;
  const known = new WeakMap<
    vscode.TextDocument,
    { readonly stamp: string; readonly checked: Promise<CheckedFile> }
  >();

  async function check(document: vscode.TextDocument): Promise<CheckedFile> {
    const [resolved, current] = await Promise.all([documents.resolve(document), market()]);
    const folder =
      vscode.workspace.getWorkspaceFolder(document.uri) ?? vscode.workspace.workspaceFolders?.[0];
    const { defaultModel } = folderSettings(folder?.uri);
    const plans = planShots(resolved, { defaultModelId: defaultModel, find: current.find });
    const looked = await lookOnce(images, plans, document.uri);
    const context = {
      refusedModels: current.refused,
      workspaceFolderUris: (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString()),
      ...presentOrigin(),
    };
    const shots = plans.map((plan): CheckedShot => {
      const inputs = inputsOf(plan, looked);
      const { request, model } = plan;
      return {
        ...plan,
        inputs,
        findings: preflight(request, model, inputs, context),
        quote: quoteIn(current, request),
      };
    });
    return { resolved, market: current, shots };
  }

  return {
    of(document) {
      const stamp = `${document.version} ${generation}`;
      const entry = known.get(document);
      if (entry?.stamp === stamp) return entry.checked;
      const checked = check(document);
      known.set(document, { stamp, checked });
      return checked;
    },
    forget() {
      generation += 1;
    },
  };
}

function mayLook({ request, model }: Pick<ShotPlan, 'request' | 'model'>): boolean {
  return mayHaveImages(request, model);
}

/** Every file once, however many shots use it; none of a shot that names more than its model takes. */
async function lookOnce(
  images: ImageLook,
  plans: readonly ShotPlan[],
  promptFile: vscode.Uri,
): Promise<ReadonlyMap<string, ImageInput>> {
  const uris = new Set(
    plans
      .filter(mayLook)
      .flatMap(({ cell, request }) =>
        request.images.flatMap(({ uri }, index) => (cell.images[index]?.kind === 'file' ? [uri] : [])),
      ),
  );
  const looked = await images.look(
    [...uris].map((uri) => ({ uri, role: 'reference' })),
    promptFile,
  );
  return new Map(looked.map((input) => [input.uri, input]));
}

function inputsOf(
  { cell, request, model }: ShotPlan,
  looked: ReadonlyMap<string, ImageInput>,
): readonly ImageInput[] {
  if (!mayLook({ request, model })) return [];
  return request.images.map((image, index) => {
    const input = cell.images[index]?.kind === 'file' ? looked.get(image.uri) : undefined;
    return { ...(input ?? { kind: 'frame' as const }), ...image };
  });
}

/** A setting that cannot be read is told where it stops a submission. */
function presentOrigin(): { readonly origin?: string } {
  try {
    return { origin: apiOrigin().origin };
  } catch {
    return {};
  }
}
