import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import type { RequestInput } from '../../agent/ports.ts';
import type { RenderPorts } from '../../agent/render.ts';
import { leftMicroUsd } from '../../core/budget.ts';
import { defined } from '../../core/defined.ts';
import { recipeOf, recipeText } from '../../core/recipe.ts';
import { today } from '../../node/clock.ts';
import { sha256 } from '../../node/sha256.ts';
import type { ApiKeys } from '../../runtime/apiKeys.ts';
import { engineSettings, readableOrigin } from '../base/settings.ts';
import { requireTrust } from '../base/trust.ts';
import { shotPorts, type ShotPortParts } from '../promptFiles/shotPorts.ts';
import { marketOf } from '../session/market.ts';
import { completeInput, parseRequestInput } from '../submitting/requestInput.ts';
import type { SubmitAll } from '../submitting/submit.ts';
import { createFileDigests } from '../workspace/fileDigests.ts';
import { createImageLook } from '../workspace/imageLook.ts';
import { isOrdinaryFile, requirePromptFile } from '../workspace/requirePromptFile.ts';
import { imageUri, pathOfUri, uriOfPath } from './agentPath.ts';
import { untilChange } from './untilChange.ts';

export interface AgentParts extends ShotPortParts {
  readonly keys: ApiKeys;
  readonly submitAll: SubmitAll;
}

/** How many jobs of one request are looked at. */
const maxAlike = 20;

/** The workspace of this window, as the tools for agents see it. Nothing is opened that was never used, but to render. */
export function createAgentPorts(parts: AgentParts): RenderPorts {
  const { session, keys, promptFiles, submitAll } = parts;
  const images = createImageLook();
  const digests = createFileDigests();
  const used = async () => await session.openIfUsed().catch(() => undefined);
  return {
    market: () => marketOf(session, keys),
    async promptFile(path) {
      const uri = await requirePromptFile(uriOfPath(path));
      return await (await promptFiles.work()).states.look(uri);
    },
    complete: async (input) => completeInput(await parseRequestInput(withUris(input))),
    look: (request) => images.look(request.images),
    checkContext: () => ({ workspaceFolderUris: folders(), ...defined({ origin: readableOrigin() }) }),
    pathOf: pathOfUri,
    async budget() {
      const opened = await used();
      const { agentDayMicroUsd = 0, caps } = engineSettings();
      const day = today();
      const spent = (await opened?.store.spentByAgents(day)) ?? 0;
      const key = await opened?.folders.keyOf(folders()[0]);
      const totals = await opened?.store.totals(day, key ?? '');
      const capMicroUsd = totals === undefined ? undefined : leftMicroUsd(caps, totals);
      return { allowanceMicroUsd: Math.max(0, agentDayMicroUsd - spent), ...defined({ capMicroUsd }) };
    },
    job: async (id) => await (await used())?.engine.get(id),
    newestJobs: async (limit) => (await (await used())?.engine.list({ limit })) ?? [],
    async jobsOf(path, limit) {
      const uri = await requirePromptFile(uriOfPath(path));
      return (await (await used())?.store.ofPromptFile(uri.toString(), limit)) ?? [];
    },
    async untilChange(withinMs, signal) {
      const opened = await used();
      if (opened !== undefined) await untilChange(opened.engine, withinMs, signal);
    },
    now: () => Date.now(),
    asks: 'now',
    requireTrust: () => requireTrust('submits'),
    ...shotPorts(parts, uriOfPath),
    async jobsLike(request) {
      const { store } = await session.open();
      const upTo = await store.newest();
      const found = await Promise.all(request.images.map(({ uri }) => digests.image(uri)));
      const digest = sha256(recipeText(recipeOf(request, found)));
      return { upTo, jobs: await store.ofRecipe(digest, maxAlike) };
    },
    isThere: async (uri) => await isOrdinaryFile(vscode.Uri.parse(uri)),
    submit: async (items) => (await submitAll(items, { caller: { kind: 'agent' } })) ?? [],
  };
}

function folders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.toString());
}

function withUris({ images, output, ...rest }: RequestInput) {
  return {
    ...rest,
    images: images.map(({ uri, role }) => ({ uri: imageUri(uri), role })),
    ...(output === undefined
      ? {}
      : { output: isAbsolute(output) ? vscode.Uri.file(output).toString() : output }),
  };
}
