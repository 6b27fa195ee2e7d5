// The notices of what is bundled: whose work it is, and under which licence. Called by esbuild.js with what it really took.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const licenceFile = /^(?:licen[cs]e|copying|notice)(?:[-.].*)?$/i;

/** Packages whose repository has the text of their licence and whose package lacks it, each with what that text says. */
const textsElsewhere: Readonly<Record<string, string>> = {
  // https://github.com/microsoft/vscode-l10n/blob/main/LICENSE
  '@vscode/l10n': mitLicence('Copyright (c) Microsoft Corporation.'),
};

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: unknown;
  readonly homepage?: unknown;
}

/** The folders of the packages, from the project's root, that these files come from, each once, by name. */
export function packagesOf(files: readonly string[]): readonly string[] {
  const folders = files.flatMap((file) => {
    const [found] = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file.replaceAll('\\', '/')) ?? [];
    return found === undefined ? [] : [found];
  });
  return [...new Set(folders)].sort();
}

/** The text of THIRD_PARTY_NOTICES.md. Throws where a package says no licence, or brings no text of it. */
export async function noticesOf(root: string, files: readonly string[]): Promise<string> {
  const entries = new Map<string, string>();
  for (const folder of packagesOf(files)) {
    const { name, version, license, homepage } = JSON.parse(
      await readFile(join(root, folder, 'package.json'), 'utf8'),
    ) as Manifest;
    const names = (await readdir(join(root, folder))).filter((one) => licenceFile.test(one)).sort();
    const own = await Promise.all(names.map((one) => readFile(join(root, folder, one), 'utf8')));
    const texts = own.length > 0 ? own : [textsElsewhere[name]].flatMap((text) => text ?? []);
    if (typeof license !== 'string' || texts.length === 0)
      throw new Error(`${folder} is bundled, and says no licence or brings no text of it.`);
    const from = typeof homepage === 'string' ? `\n<${homepage.replace(/#readme$/, '')}>\n` : '';
    const quoted = texts
      .map((text) => `\`\`\`\`text\n${text.replaceAll('\r\n', '\n').trim()}\n\`\`\`\`\n`)
      .join('\n');
    entries.set(`${name} ${version}`, `## ${name} ${version}\n\nLicence: ${license}\n${from}\n${quoted}`);
  }
  const sections = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `# Third-party notices\n\nVideo Prompt contains the following packages, in whole or in part.\n\n${sections.join('\n')}`;
}

/** The MIT licence (https://opensource.org/license/mit). */
function mitLicence(copyright: string): string {
  return `MIT License

${copyright}

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;
}
