import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { models } from '../../src/core/catalogue/catalogue.ts';
import { clipExtensions } from '../../src/core/clipExtension.ts';
import { imageExtensions, isImagePath } from '../../src/core/imageExtensions.ts';
import { commandIds } from '../../src/editor/base/commandIds.ts';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope: string; readonly default: unknown }>>;
    };
  };
}

const read = async (path: string) => await readFile(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('the manifest', () => {
  let manifest: Manifest;
  let text: string;
  before(async () => {
    text = await read('package.json');
    manifest = JSON.parse(text) as Manifest;
  });

  it('lists exactly the commands of the code', () => {
    assert.deepEqual(
      manifest.contributes.commands.map(({ command }) => command).sort(),
      Object.values(commandIds).sort(),
    );
  });

  it('has a text for every placeholder, and no text too many', async () => {
    const texts = JSON.parse(await read('package.nls.json')) as Readonly<Record<string, string>>;
    const used = [...text.matchAll(/"%([^%"]+)%"/g)].map(([, name]) => name);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
  });

  it('offers its commands on every kind of image and clip, and on nothing else', () => {
    const rules = [...text.matchAll(/resourceExtname =~ \/(\^\\\\\.\([^/]*png[^/]*)\/i/g)].map(
      ([, rule = '']) => new RegExp(JSON.parse(`"${rule}"`) as string, 'i'),
    );
    assert.equal(rules.length, 3);
    const isOffered = (extension: string) => rules.filter((rule) => rule.test(extension)).length;
    for (const extension of imageExtensions) {
      assert.equal(isOffered(`.${extension}`), 3, extension);
      assert.equal(isOffered(`.${extension.toUpperCase()}`), 3, extension);
      assert.ok(isImagePath(`/a/b.${extension}`));
    }
    const clips = /resourceExtname =~ \/\^\\\\\.\((mp4\|[^)]*)\)/.exec(text)?.[1];
    assert.deepEqual(
      clips?.split('|'),
      clipExtensions.map((one) => one.slice(1)),
    );
    for (const other of ['.gif', '.svg', '.mp4', '.jfifx', '.xpng', '.md']) assert.equal(isOffered(other), 0);
  });

  it('lets no workspace change the origin, the caps, the automation or the network', () => {
    const guarded = Object.entries(manifest.contributes.configuration.properties).filter(([name]) =>
      /^videoPrompt\.(api|budget|automation|jobs|network)\./.test(name),
    );
    assert.ok(guarded.length >= 7);
    for (const [name, { scope }] of guarded) assert.equal(scope, 'application', name);
  });

  it('chooses a model of the catalogue at first', () => {
    const { default: model } =
      manifest.contributes.configuration.properties['videoPrompt.defaults.model'] ?? {};
    assert.ok(models.some(({ id }) => id === model));
  });
});
