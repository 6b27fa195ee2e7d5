import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { exifBlock, jpegSegment, joined } from '../unit/core/imageFile/samples.ts';
import { until } from '../support/until.ts';
import type { Workbench } from '../support/workbench.ts';
import { Fixture, generate, shotPath } from './fixture.ts';
import { checkInAllThemes, themes } from './themes.ts';
import { scenario } from './scenario.ts';

describe('images on their way out', () => {
  const it = scenario();
  let fixture: Fixture;
  let vscode: Workbench;
  before(async () => {
    fixture = await Fixture.start({
      renderMs: 1_000,
      settings: { 'videoPrompt.budget.confirmAboveUsd': null },
    });
    await writeFile(join(fixture.world.dataDir, 'User', 'keybindings.json'), JSON.stringify([binding]));
    await writeFile(inImages('noise.png'), noise(2700));
    const easel = await fixture.browser.newPage();
    await writeFile(inImages('photo.jpg'), await photo(easel));
    await easel.close();
    vscode = await fixture.open();
    // Menus that are opened before the extension is registered never show its commands.
    await vscode.openPanel();
    await vscode.expandFolder('images');
    await vscode.explorerRow('photo.jpg').waitFor();
  });
  after(async () => {
    await fixture.close();
  });
  afterEach(async function () {
    await fixture.shootFailure(this.currentTest);
  });

  const inImages = (name: string) => join(fixture.world.workspace, 'images', name);
  const sent = () => fixture.world.simulator.log.filter(({ files }) => files !== undefined);
  const fixDialog = () => vscode.panel.getByRole('dialog', { name: /^Make .* fit$/ });
  const copyText = async () =>
    (await fixDialog().locator('figcaption').nth(1).innerText()).replace(/\s+/g, ' ');
  const untilCopy = async (size: string) =>
    await until(`a copy of ${size}`, async () => (await copyText()).includes(size));

  it('a photograph on its side: says so, and the copy is made and used by keyboard', async () => {
    await vscode.explorerMenu(['photo.jpg'], 'Generate Video from Image…');
    await vscode.panel.getByText(/is stored rotated/).waitFor();
    await checkInAllThemes(vscode, 'image-finding');
    const { keyboard } = vscode.page;
    await vscode.panel.getByRole('button', { name: 'Turn upright…' }).focus();
    await keyboard.press('Enter');
    await untilCopy('675 × 1200, JPEG');
    await checkInAllThemes(vscode, 'image-fix');
    await vscode.panel.getByRole('radio', { name: 'Crop' }).focus();
    await keyboard.press('ArrowDown');
    await untilCopy('720 × 1280, JPEG');
    await vscode.screenshot(shotPath('image-fix-bars'));
    await keyboard.press('Escape');
    await fixDialog().waitFor({ state: 'detached' });
    await vscode.panel
      .getByRole('button', { name: 'Turn upright…' })
      .and(vscode.panel.locator(':focus'))
      .waitFor();
    await keyboard.press('Enter');
    await untilCopy('675 × 1200, JPEG');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await until('the focus on Use Copy', async () => {
      const text = await vscode.panel.locator(':focus').first().innerText();
      if (text.includes('Use Copy')) return true;
      await keyboard.press('Tab');
      return false;
    });
    await keyboard.press('Enter');
    await vscode.panel.getByText('photo-675x1200.jpg').first().waitFor();
    assert.equal(await vscode.panel.getByText(/is stored rotated/).count(), 0);
    await vscode.panel.locator('[data-field="images[0]"]:focus').waitFor();
    await vscode.screenshot(shotPath('image-fixed'));
  });

  it('the first upload names the files and asks once; what is uploaded is the copy, and the original stays', async () => {
    const before = await readFile(inImages('photo.jpg'));
    await generate(vscode, 'The harbour wakes up');
    const { dialog } = vscode;
    await dialog.getByText(/Upload this image to 127\.0\.0\.1/).waitFor();
    await dialog.getByText(/photo-675x1200\.jpg/).waitFor();
    await vscode.screenshot(shotPath('upload-list-dark'));
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    assert.equal(fixture.world.simulator.stats.creates, 0);
    await vscode.explorerMenu(['harbour-dawn.png', 'harbour-dusk.png'], 'Generate Video from Image…');
    await vscode.panel.getByText('harbour-dawn.png').first().waitFor();
    await vscode.panel.getByText('harbour-dusk.png').first().waitFor();
    await vscode.setTheme(themes[1].label);
    await generate(vscode, 'From dawn to dusk');
    await dialog.getByText(/images\/harbour-dusk\.png/).waitFor();
    await vscode.screenshot(shotPath('upload-list-light'));
    await dialog.getByRole('button', { name: 'Upload' }).click();
    await until('the first upload', () => sent().length === 1);
    await vscode.setTheme(themes[0].label);
    await generate(vscode, 'From dawn to dusk again');
    await until('the second upload, unasked', () => sent().length === 2);
    const [dawn] = sent()[1]?.files ?? [];
    const original = await readFile(inImages('harbour-dawn.png'));
    assert.equal(dawn?.sha256, createHash('sha256').update(original).digest('hex'));
    assert.deepEqual(await readFile(inImages('photo.jpg')), before);
  });

  it('a finding about the form: its fix is one press', async () => {
    await vscode.panel.getByLabel('Aspect ratio').selectOption('9:16');
    await vscode.panel
      .getByText(/may be cropped or distorted/)
      .first()
      .waitFor();
    await vscode.panel.getByRole('button', { name: 'Use 16:9' }).first().click();
    await until(
      'the aspect ratio of the image',
      async () => (await vscode.panel.getByLabel('Aspect ratio').inputValue()) === '16:9',
    );
  });

  it('a file over the model’s limit: the copy keeps every pixel and is small enough', async () => {
    await vscode.explorerMenu(['noise.png'], 'Generate Video from Image…');
    await vscode.panel.getByText(/22 MB and at most 20 MB|21\.9 MB and at most 20 MB/).waitFor();
    await vscode.panel.getByRole('button', { name: 'Scale…' }).click();
    await vscode.panel.getByRole('radio', { name: 'Keep' }).check();
    await untilCopy('2700 × 2700, JPEG');
    const megabytes = Number(/([\d.]+) MB/.exec(await copyText())?.[1]);
    assert.ok(megabytes > 1 && megabytes <= 20, String(megabytes));
    await vscode.screenshot(shotPath('image-fix-large'));
    await fixDialog().getByRole('button', { name: 'Use Copy' }).click();
    await vscode.panel.getByText('noise-2700x2700.jpg').first().waitFor();
    assert.equal(await vscode.panel.getByText(/at most 20 MB/).count(), 0);
  });

  it('a surface without a panel: opens it on what is wrong with the image', async () => {
    await vscode.run('View: Close All Editors');
    const toast = vscode.page.locator('.notification-list-item').filter({ hasText: /is stored rotated/ });
    await until('the key is bound', async () => {
      await vscode.page.keyboard.press('Control+Alt+9');
      return (await toast.count()) > 0;
    });
    await vscode.pressInNotification(/photo\.jpg\) is stored rotated/, 'Open in Panel');
    await vscode.panel.locator('[data-field="images[0]"]:focus').waitFor();
    await vscode.panel.getByRole('button', { name: 'Turn upright…' }).waitFor();
    assert.equal(await vscode.panel.getByRole('textbox', { name: /prompt/i }).inputValue(), 'From a key');
    await vscode.screenshot(shotPath('opened-on-finding'));
    await vscode.run('Notifications: Clear All Notifications');
  });

  it('extend: the last frame of a clip becomes the first of the next', async () => {
    const clip = vscode.panel.getByRole('listitem').filter({ hasText: 'From dawn to dusk again' });
    await clip.getByRole('button', { name: /Extend from last frame/ }).click();
    await vscode.panel.getByText('from-dawn-to-dusk-again-last-frame.png').first().waitFor();
    await vscode.panel
      .getByText(/Say what happens next/)
      .first()
      .waitFor();
    assert.ok(
      await vscode.panel.getByRole('textbox', { name: /prompt/i }).evaluate((one) => one.matches(':focus')),
    );
    await vscode.page.mouse.move(0, 0);
    await checkInAllThemes(vscode, 'extended');
    await generate(vscode, 'Then the lanterns go out');
    await until('the frame was sent', () => sent().length === 3);
    const [frame] = sent()[2]?.files ?? [];
    assert.equal(frame?.type, 'image/png');
    assert.ok(frame.bytes > 1_000);
  });

  it('extend from the jobs view: opens the panel for it', async () => {
    await vscode.run('View: Close All Editors');
    await vscode.tab('Video Prompt').waitFor({ state: 'detached' });
    await vscode.run('Video Prompt: Show Jobs');
    const row = vscode.jobRows.filter({ hasText: 'From dawn to dusk again' });
    await vscode.openMenu(row, 'Extend from Last Frame');
    await vscode.chooseFromMenu('Extend from Last Frame');
    await vscode.panel.getByText('from-dawn-to-dusk-again-last-frame.png').first().waitFor();
    await vscode.panel
      .getByText(/Say what happens next/)
      .first()
      .waitFor();
  });
});

/** A square PNG of colours that nothing can pack: three bytes for each pixel. */
function noise(side: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 2], 8);
  const rows = randomBytes(side * (side * 3 + 1));
  for (let row = 0; row < side; row++) rows[row * (side * 3 + 1)] = 0;
  const chunk = (type: string, data: Uint8Array) => {
    const ends = Buffer.alloc(8);
    ends.writeUInt32BE(data.length, 0);
    const named = joined(type, data);
    ends.writeUInt32BE(crc32(named), 4);
    return joined(ends.subarray(0, 4), named, ends.subarray(4));
  };
  return joined(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 1 })),
    chunk('IEND', new Uint8Array()),
  );
}

/** A request from a surface that cannot show what is wrong with it. */
const binding = {
  key: 'ctrl+alt+9',
  command: 'videoPrompt.generate',
  args: { prompt: 'From a key', images: ['images/photo.jpg'], aspectRatio: '9:16' },
};

/** A picture of 900 x 1200 as a phone keeps it: its rows stored as columns, with notes of how to turn it and where it was. */
async function photo(page: Page): Promise<Uint8Array> {
  const base64 = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 1200, height: 900 });
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('There is no canvas.');
    // As orientation 6 wants it: turning it by a quarter to the right shows it upright.
    context.setTransform(0, -1, 1, 0, 0, 900);
    const sky = context.createLinearGradient(0, 0, 0, 1200);
    sky.addColorStop(0, '#27406b');
    sky.addColorStop(0.6, '#f0a35e');
    sky.addColorStop(1, '#1c2333');
    context.fillStyle = sky;
    context.fillRect(0, 0, 900, 1200);
    context.fillStyle = '#fff4d6';
    context.beginPath();
    context.arc(450, 420, 130, 0, 7);
    context.fill();
    context.font = '120px sans-serif';
    context.fillText('▲ up', 300, 180);
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1] ?? '';
  });
  const jpeg = Buffer.from(base64, 'base64');
  const exif = jpegSegment(0xe1, joined('Exif\0\0', exifBlock(6)));
  return joined(jpeg.subarray(0, 20), exif, jpeg.subarray(20));
}
