import type { PanelMessage } from '../../src/protocol/panel.ts';
import { maxPastedBytes } from '../../src/protocol/maxPastedBytes.ts';
import type { PanelStrings } from '../../src/protocol/panelStrings.ts';
import { fill } from '../shared/fill.ts';

const megabyte = 1024 * 1024;

/** Sends dropped and pasted files to the host; resolves with what is wrong with those that it leaves out. */
export async function takeFiles(
  files: readonly File[],
  words: PanelStrings,
  send: (message: PanelMessage) => void,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const file of files) {
    if (!file.type.startsWith('image/')) problems.push(fill(words.notAnImage, file.name));
    else if (file.size >= maxPastedBytes) {
      problems.push(fill(words.imageTooLarge, file.name, maxPastedBytes / megabyte));
    } else {
      try {
        const data = new Uint8Array(await file.arrayBuffer());
        send({ kind: 'addBytes', name: file.name.slice(-500), data });
      } catch {
        problems.push(fill(words.unreadableFile, file.name));
      }
    }
  }
  return problems;
}
