import type { Locator, Page } from 'playwright-core';
import { type AnimatedFrame, animatedWebp } from '../support/animatedWebp.ts';

/** Pictures of one page, as they follow each other. */
export class Recording {
  readonly #page: Page;
  readonly #shots: { readonly png: Buffer; durationMs: number }[] = [];

  constructor(page: Page) {
    this.#page = page;
  }

  /** Shows the page as it is now for so long; what has not changed is one picture. */
  async show(durationMs: number): Promise<void> {
    const png = await this.#page.screenshot({ animations: 'disabled' });
    const last = this.#shots.at(-1);
    if (last?.png.equals(png) === true) last.durationMs += durationMs;
    else this.#shots.push({ png, durationMs });
  }

  /** A line of explanation at the lower edge. */
  async caption(text: string): Promise<void> {
    await this.#page.evaluate((words) => {
      const id = 'recording-caption';
      const box = document.getElementById(id) ?? document.body.appendChild(document.createElement('div'));
      box.id = id;
      box.textContent = words;
      box.style.cssText =
        'position:fixed;left:50%;bottom:36px;transform:translateX(-50%);z-index:99999;padding:7px 18px;border-radius:18px;' +
        'background:#0078d4;color:#fff;font:600 15px sans-serif;white-space:nowrap;pointer-events:none';
    }, text);
  }

  /** Puts a pointer onto something: a headless browser draws none. */
  async point(target: Locator, durationMs = 600): Promise<void> {
    const box = await target.boundingBox();
    if (box === null) throw new Error('What the pointer is to show cannot be seen.');
    const at = { x: box.x + Math.min(box.width / 2, 90), y: box.y + box.height / 2 };
    await this.#page.evaluate(({ x, y }) => {
      const id = 'recording-pointer';
      const pointer = document.getElementById(id) ?? document.body.appendChild(document.createElement('div'));
      pointer.id = id;
      pointer.style.cssText =
        `position:fixed;left:${String(x)}px;top:${String(y)}px;width:15px;height:22px;z-index:99999;pointer-events:none;` +
        'background:#fff;clip-path:polygon(0 0,0 80%,26% 62%,46% 100%,64% 92%,44% 55%,80% 52%);filter:drop-shadow(0 0 1px #000)';
    }, at);
    await this.show(durationMs);
  }

  async hidePointer(): Promise<void> {
    await this.#page.evaluate(() => document.getElementById('recording-pointer')?.remove());
  }

  /** The whole as an animated WebP, drawn by an empty page of the same browser. */
  async encode(drawing: Page): Promise<Uint8Array> {
    const frames: AnimatedFrame[] = [];
    let size = { width: 0, height: 0 };
    for (const [index, { png, durationMs }] of this.#shots.entries()) {
      const before = this.#shots[index - 1]?.png.toString('base64');
      const part = await drawing.evaluate(changedPart, { before, now: png.toString('base64') });
      if (index === 0) size = part;
      const { data, ...place } = part;
      frames.push({ ...place, durationMs, webp: Buffer.from(data, 'base64') });
    }
    return animatedWebp(size, frames);
  }
}

/**
 * Runs in a page: the smallest rectangle in which one picture differs from another (both PNG, base64), as a WebP.
 * Text stays sharp: with loss only where that takes less than half, which is where the clip plays.
 */
async function changedPart({ before, now }: { readonly before: string | undefined; readonly now: string }) {
  const draw = async (png: string) => {
    const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d', { alpha: false });
    if (context === null) throw new Error('There is no canvas to draw on.');
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  };
  const picture = await draw(now);
  const pixels = new Uint32Array(picture.data.buffer);
  const old = before === undefined ? undefined : new Uint32Array((await draw(before)).data.buffer);
  const { width, height } = picture;
  let [left, top, right, bottom] = old === undefined ? [0, 0, width, height] : [width, height, 0, 0];
  for (let at = 0; old !== undefined && at < pixels.length; at++) {
    if (pixels[at] === old[at]) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, top] = [Math.min(left, x), Math.min(top, y)];
    [right, bottom] = [Math.max(right, x + 1), Math.max(bottom, y + 1)];
  }
  [left, top] = [left - (left % 2), top - (top % 2)];
  const part = new OffscreenCanvas(Math.max(right - left, 1), Math.max(bottom - top, 1));
  const context = part.getContext('2d', { alpha: false });
  if (context === null) throw new Error('There is no canvas to draw on.');
  context.putImageData(picture, -left, -top);
  const sharp = await part.convertToBlob({ type: 'image/webp', quality: 1 });
  const soft = await part.convertToBlob({ type: 'image/webp', quality: 0.8 });
  const bytes = new Uint8Array(await (soft.size * 2 < sharp.size ? soft : sharp).arrayBuffer());
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return { x: left, y: top, width: part.width, height: part.height, data: btoa(text) };
}
