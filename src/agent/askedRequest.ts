import { defined } from '../core/defined.ts';
import { say } from '../core/errorText.ts';
import { VideoPromptError } from '../core/errors.ts';
import type { ImageRole } from '../core/request.ts';
import type { AskedClips } from './inputs.ts';
import type { RequestInput } from './ports.ts';

/** Which of the two an agent asks for. Throws VideoPromptError where it is both or neither. */
export type Asked =
  | { readonly kind: 'request'; readonly input: RequestInput }
  | { readonly kind: 'file'; readonly path: string; readonly shots?: readonly string[] };

export function readAsked({ file, shots, ...request }: AskedClips): Asked {
  const { prompt } = request;
  if (file !== undefined) {
    const extra = Object.entries(request).find(([, value]) => value !== undefined)?.[0];
    if (extra !== undefined) throw unclear('agent.fileAndRequest', extra);
    return { kind: 'file', path: file, ...defined({ shots }) };
  }
  if (shots !== undefined) throw unclear('agent.shotsWithoutFile', 'shots');
  if (prompt === undefined) throw unclear('agent.nothingAsked', 'prompt');
  return { kind: 'request', input: requestInput({ ...request, prompt }) };
}

function requestInput({
  firstFrame,
  lastFrame,
  references = [],
  sound,
  ...rest
}: Omit<AskedClips, 'file' | 'shots'> & { readonly prompt: string }): RequestInput {
  const frame = (uri: string | undefined, role: ImageRole) => (uri === undefined ? [] : [{ uri, role }]);
  return {
    prompt: rest.prompt,
    ...defined({ ...rest, audio: sound }),
    images: [
      ...frame(firstFrame, 'first'),
      ...frame(lastFrame, 'last'),
      ...references.map((uri) => ({ uri, role: 'reference' as const })),
    ],
  };
}

function unclear(
  key: 'agent.fileAndRequest' | 'agent.shotsWithoutFile' | 'agent.nothingAsked',
  field: string,
) {
  return new VideoPromptError('request.invalid', say(key), { field });
}
