import type * as vscode from 'vscode';
import type { PromptLink } from '../../core/promptFile/links.ts';
import { isPublicLink } from '../../core/uriPath.ts';
import { surroundingsOf } from '../workspace/surroundings.ts';

/** Nothing is opened, and no picture shown, of what a prompt file may not look at. */
export async function linksToFollow(
  links: readonly PromptLink[],
  promptFile: vscode.Uri,
): Promise<readonly PromptLink[]> {
  const { refusal } = surroundingsOf(promptFile);
  const mayFollow = await Promise.all(
    links.map(async (link) => {
      if (link.kind === 'shot' || isPublicLink(link.uri)) return true;
      const kind = link.kind === 'extends' ? 'base' : link.kind;
      return (await refusal(link.uri, kind)) === undefined;
    }),
  );
  return links.filter((_, at) => mayFollow[at] === true);
}
