// The notices of what is bundled: whose work it is, and under which licence. Called by esbuild.js with what it really took.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const licenceFile = /^(?:licen[cs]e|copying|notice)(?:[-.].*)?$/i;

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
    if (typeof license !== 'string' || names.length === 0)
      throw new Error(`${folder} is bundled, and says no licence or brings no text of it.`);
    const texts = await Promise.all(names.map((one) => readFile(join(root, folder, one), 'utf8')));
    const from = typeof homepage === 'string' ? `\n<${homepage.replace(/#readme$/, '')}>\n` : '';
    const quoted = texts
      .map((text) => `\`\`\`\`text\n${text.replaceAll('\r\n', '\n').trim()}\n\`\`\`\`\n`)
      .join('\n');
    entries.set(`${name} ${version}`, `## ${name} ${version}\n\nLicence: ${license}\n${from}\n${quoted}`);
  }
  const sections = [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `# Third-party notices\n\nVideo Prompt contains the following packages, in whole or in part.\n\n${sections.join('\n')}`;
}
