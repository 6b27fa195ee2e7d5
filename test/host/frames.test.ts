import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { readImageFacts } from '../../src/core/imageFacts.ts';
import { createFrameGrabber } from '../../src/editor/workspace/frameGrabber.ts';
import type { FrameMoment } from '../../src/protocol/frame.ts';
import { until } from '../support/until.ts';
import { extensionPath, folder, sha256 } from './world.ts';

describe('frames of a clip', () => {
  const clip = vscode.Uri.joinPath(folder(), 'takes', 'boat #1 50%.mp4');
  const grabber = createFrameGrabber(vscode.Uri.file(extensionPath()));
  const png = (moment: FrameMoment) => ({ moment, type: 'image/png' as const });
  const tabs = () => vscode.window.tabGroups.all.flatMap((group) => group.tabs).length;

  before(async () => {
    const bytes = await readFile(join(extensionPath(), 'media', 'sample.mp4'));
    await vscode.workspace.fs.writeFile(clip, bytes);
  });

  it('are PNGs of its size, the first and the last one, with no tab left behind', async () => {
    const before = tabs();
    const [first, last] = await Promise.all([
      grabber.grab(clip, png('first')),
      grabber.grab(clip, png('last')),
    ]);
    for (const frame of [first, last]) {
      const facts = readImageFacts(frame);
      assert.deepEqual([facts?.type, facts?.width, facts?.height], ['image/png', 1280, 720]);
    }
    assert.notEqual(sha256(first), sha256(last));
    await until('its tabs closed', () => tabs() === before);
  });

  it('are refused of what is no video, in words, and the next one is taken all the same', async () => {
    const text = vscode.Uri.joinPath(folder(), 'takes', 'text.mp4');
    await vscode.workspace.fs.writeFile(text, new TextEncoder().encode('no video'));
    const refused = grabber.grab(text, png('last'));
    const taken = grabber.grab(clip, png('last'));
    await assert.rejects(refused, { code: 'frame.unavailable', message: /text\.mp4: / });
    assert.ok((await taken).byteLength > 1_000);
  });
});
