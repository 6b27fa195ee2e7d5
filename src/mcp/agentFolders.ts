import { basename, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as l10n from '@vscode/l10n';
import { readAskedPath } from '../agent/askedPath.ts';
import { VideoPromptError } from '../core/errors.ts';
import { fileNameOfUri, innermostFolder, isUri, pathBelow, plainUri, shownUri } from '../core/uriPath.ts';
import type { PathKind } from '../core/workspacePath.ts';
import { diskPlace, refusalWithin } from '../node/ownFile.ts';
import { uriOf } from '../runtime/repository.ts';
import { pathRefusalWords } from '../words/pathWords.ts';

/** The workspace folders of this server. Places are URIs. */
export interface AgentFolders {
  readonly uris: readonly string[];
  /** What an agent means by a path. Nothing is said of what lies there. */
  uriOf(text: string): string;
  /** The same path back, as an agent can give it again. */
  pathOf(uri: string): string;
  /** The folder that a file has to lie in, links resolved. Throws VideoPromptError where it lies in none. */
  requireWithin(uri: string, kind: PathKind, field: string): Promise<string>;
}

/** `paths`: absolute, at least one. */
export function agentFolders(paths: readonly string[]): AgentFolders {
  const folders = paths.map((path) => ({ name: basename(path), uri: uriOf(path), path }));
  const uris = folders.map(({ uri }) => uri);
  return {
    uris,
    uriOf(text) {
      const asked = readAskedPath(text, folders, isAbsolute);
      switch (asked.kind) {
        case 'uri':
          return plainUri(asked.uri);
        case 'disk':
          return uriOf(resolve(asked.path));
        case 'below':
          return uriOf(resolve(fileURLToPath(asked.folderUri), asked.path));
      }
    },
    pathOf(uri) {
      const folder = innermostFolder(uris, uri);
      const path = folder === undefined ? undefined : pathBelow(folder, uri);
      if (path === undefined) return shownUri(uri);
      const { name = '' } = folders.find((one) => one.uri === folder) ?? {};
      return folders.length > 1 ? `${name}/${path}` : path;
    },
    async requireWithin(uri, kind, field) {
      const folder = uri.startsWith('file:') && isUri(uri) ? innermostFolder(uris, uri) : undefined;
      const refusal =
        folder === undefined ? 'outside' : await refusalWithin(diskPlace(folder), diskPlace(uri), kind);
      if (folder !== undefined && (refusal === undefined || refusal === 'missing')) return folder;
      const words = pathRefusalWords(fileNameOfUri(uri), refusal ?? 'outside');
      throw new VideoPromptError('request.invalid', l10n.t('{0}: {1}', field, words), { field });
    },
  };
}
