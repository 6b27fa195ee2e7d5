import assert from 'node:assert/strict';
import type { DialectId, Model } from '../../../src/core/catalogue/model.ts';
import { veo31Fast } from '../../../src/core/catalogue/veo.ts';
import type { VideoRequest } from '../../../src/core/request.ts';
import type { SimulatorOptions } from '../../../src/simulator/server.ts';
import { createProvider, type CometProvider, type ProviderOptions } from '../../../src/comet/provider.ts';
import type {
  CreateOutcome,
  DownloadCall,
  DownloadOutcome,
  Endpoint,
  ImageBytes,
  StatusOutcome,
} from '../../../src/engine/ports.ts';
import { type Clock, imageBytes, key, newClock, newWorld, sha256, type World } from './simulatorWorld.ts';

const patient = new AbortController().signal;

/** The real client before a simulator of its own, both by one clock. */
export interface ClientWorld extends World {
  create(changes?: Partial<Order>): Promise<CreateOutcome>;
  /** Creates with this script in the prompt: the task id, which must come. */
  accepted(script?: string, changes?: Partial<Order>): Promise<string>;
  status(taskId: string, dialect?: DialectId): Promise<StatusOutcome>;
  download(taskId: string, changes?: Partial<DownloadCall>): Promise<DownloadOutcome>;
  /** The client itself, for what the shorthands above do not cover. */
  readonly provider: CometProvider;
  readonly endpoint: Endpoint;
}

interface Order {
  readonly request: VideoRequest;
  readonly model: Model;
  readonly images: readonly ImageBytes[];
  readonly key: string;
}

export const foxRequest: VideoRequest = {
  prompt: 'A fox in the snow, "slow".\nZoom in: 狐.',
  model: veo31Fast.id,
  seconds: 4,
  aspectRatio: '16:9',
  resolution: '720p',
  images: [],
};

export async function newClientWorld(
  options: ProviderOptions = {},
  clock: Clock = newClock(),
  simulator: Partial<SimulatorOptions> = {},
): Promise<ClientWorld> {
  const world = await newWorld(clock, simulator);
  const provider: CometProvider = createProvider({ now: () => clock.nowMs, ...options });
  const endpoint = { baseUrl: world.origin, key, keyFingerprint: 'fp', isLocal: true };
  const create = async ({
    request = foxRequest,
    model = veo31Fast,
    images = [],
    key: otherKey = key,
  }: Partial<Order> = {}) =>
    await provider.create(
      {
        endpoint: { ...endpoint, key: otherKey },
        request,
        model,
        images,
        clientId: 'job-1',
        mayStillSend: () => true,
      },
      patient,
    );
  return {
    ...world,
    provider,
    endpoint,
    create,
    accepted: async (script = '', changes = {}) => {
      const { prompt } = foxRequest;
      const outcome = await create({
        request: { ...foxRequest, prompt: `${prompt} ${script}` },
        ...changes,
      });
      assert.ok(outcome.kind === 'accepted', JSON.stringify(outcome));
      return outcome.taskId;
    },
    status: async (taskId, dialect = 'unified') =>
      await provider.status({ endpoint, dialect, taskId }, patient),
    download: async (taskId, changes = {}) =>
      await provider.download({ endpoint, dialect: 'unified', taskId, ...changes }, patient),
    [Symbol.asyncDispose]: async () => {
      await provider.close();
      await world[Symbol.asyncDispose]();
    },
  };
}

/** An image of a request, with real bytes of its type. */
export function requestImage(
  role: ImageBytes['role'],
  type: ImageBytes['type'],
  name: string,
  size = 0,
): ImageBytes {
  const bytes = Buffer.concat([imageBytes(type, name), Buffer.alloc(size, name)]);
  return {
    role,
    name,
    type,
    sha256: sha256(bytes),
    bytes: bytes.length,
    read: () => Promise.resolve(bytes),
  };
}

type Bytes = Extract<DownloadOutcome, { kind: 'bytes' }>;

export function asBytes(outcome: DownloadOutcome): Bytes {
  assert.ok(outcome.kind === 'bytes', JSON.stringify(outcome));
  return outcome;
}

/** What has come of a body until its end, and the error it ended with. */
export async function readBody(outcome: DownloadOutcome): Promise<{ bytes: Buffer; error?: unknown }> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of asBytes(outcome).body) chunks.push(chunk);
    return { bytes: Buffer.concat(chunks) };
  } catch (error) {
    return { bytes: Buffer.concat(chunks), error };
  }
}

/** The bytes of a download that must end well. */
export async function wholeBody(outcome: DownloadOutcome): Promise<Buffer> {
  const { bytes, error } = await readBody(outcome);
  assert.equal(error, undefined);
  return bytes;
}

/** The link of a task that must be done and have one. */
export async function doneLink(world: ClientWorld, taskId: string, dialect?: DialectId): Promise<string> {
  const outcome = await world.status(taskId, dialect);
  assert.ok(outcome.kind === 'done' && outcome.link !== undefined, JSON.stringify(outcome));
  return outcome.link;
}

/** That a result link was asked for, and never with the key. */
export function assertLinksWithoutKey({ simulator }: World): void {
  const files = simulator.log.filter(({ path }) => path.startsWith('/files/'));
  assert.ok(files.length > 0);
  for (const { isAuthorized } of files) assert.equal(isAuthorized, false);
}
