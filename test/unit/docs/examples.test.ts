import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { readPromptFile } from '../../../src/core/promptFile/readPromptFile.ts';
import { resolvePromptFile } from '../../../src/core/promptFile/resolvePromptFile.ts';
import { planLines } from '../../demo/planFile.ts';
import { docPages, type Example, examplesOf } from '../../support/docPages.ts';
import { repository } from '../../support/paths.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: {
      readonly commandPalette: readonly { readonly command: string; readonly when: string }[];
    };
    readonly configuration: { readonly properties: Readonly<Record<string, z.core.JSONSchema.JSONSchema>> };
  };
}

/** The file that an example is called before it. */
function nameOf({ page, before }: Example): string {
  const name = [...before.matchAll(/`([\w-]+\.video\.md)`/g)].at(-1)?.[1];
  assert.ok(name !== undefined, `${page} shows a prompt file without its name`);
  return name;
}

async function examples(page: string, language: string): Promise<readonly Example[]> {
  const pages = (await docPages()).filter(({ path }) => path === page);
  return pages.flatMap((one) => examplesOf(one, language));
}

describe('the examples of README and docs', () => {
  let folder: string;
  let manifest: Manifest;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'video-prompt-docs-'));
    manifest = JSON.parse(await readFile(join(repository, 'package.json'), 'utf8')) as Manifest;
  });
  after(async () => {
    await rm(folder, { recursive: true });
  });

  for (const [page, price] of [
    ['README.md', 'Render all 3 · $1.28'],
    ['docs/prompt-files.md', 'Render all 3 · $1.28'],
  ] as const) {
    it(`of prompt files in ${page} are read without a finding, and cost what it says`, async () => {
      await cp(join(repository, 'test/demo/images'), join(folder, 'images'), { recursive: true });
      const files = await examples(page, 'markdown');
      assert.ok(files.length > 0);
      for (const example of files) await writeFile(join(folder, nameOf(example)), example.text);
      for (const example of files) {
        const path = join(folder, nameOf(example));
        const resolved = await resolvePromptFile(readPromptFile(example.text), pathToFileURL(path).href, {
          load: async (uri) => ({ text: await readFile(new URL(uri), 'utf8') }),
          refusal: () => undefined,
        });
        assert.deepEqual(resolved.problems, [], nameOf(example));
        assert.ok(resolved.shots.every(({ obstacle }) => obstacle === undefined));
      }
      const lines = await planLines(join(folder, 'boat.video.md'), folder);
      const [, count, total] = /^Render all (\d) · (.*)$/.exec(price) ?? [];
      assert.equal(lines.at(-1), `${String(count)} of ${String(count)} to render: ${String(total)}`);
      const [text = ''] = (await docPages()).filter(({ path }) => path === page).map((one) => one.text);
      assert.ok(text.includes(`**${price}**`));
    });
  }

  it('of settings are valid against the manifest', async () => {
    const settings = z.fromJSONSchema({
      type: 'object',
      additionalProperties: false,
      properties: manifest.contributes.configuration.properties,
    });
    assert.ok(!settings.safeParse({ 'videoPrompt.budget.perDayUsd': 'ten' }).success);
    assert.ok(!settings.safeParse({ 'videoPrompt.budget.perHourUsd': 1 }).success);
    let count = 0;
    for (const page of await docPages()) {
      for (const { text } of examplesOf(page, 'json')) {
        const example = JSON.parse(text) as Readonly<Record<string, unknown>>;
        if ('command' in example) {
          assert.ok(manifest.contributes.commands.some(({ command }) => command === example.command));
          continue;
        }
        count++;
        assert.equal(settings.safeParse(example).error?.message, undefined, page.path);
      }
    }
    assert.equal(count, 2);
  });

  it('name every command of the palette, and no other', async () => {
    const titles = JSON.parse(await readFile(join(repository, 'package.nls.json'), 'utf8')) as Readonly<
      Record<string, string>
    >;
    const { commands, menus } = manifest.contributes;
    const hidden = menus.commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
    const wanted = commands
      .filter(({ command }) => !hidden.includes(command))
      .map(({ title }) => titles[title.slice(1, -1)]);
    const page = (await docPages()).find(({ path }) => path === 'docs/commands.md');
    const named = [...(page?.text ?? '').matchAll(/^\| ([^|]+?) \|/gm)].map(([, name]) => name);
    assert.deepEqual(named.slice(2).sort(), wanted.sort());
  });
});

describe('the README', () => {
  it('is short enough to be read: at most 250 lines', async () => {
    const text = await readFile(join(repository, 'README.md'), 'utf8');
    assert.ok(text.split('\n').length <= 250);
  });
});
