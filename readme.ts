import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const mediaTypes: Readonly<Record<string, string>> = { '.png': 'image/png', '.webp': 'image/webp' };

/**
 * The README for the package. VS Code's Extensions view shows pictures from https addresses and `data:` only, and follows
 * no link to another file: so pictures are put into the text, and of such links the words remain.
 */
export async function packagedReadme(root: string): Promise<string> {
  const text = await readFile(join(root, 'README.md'), 'utf8');
  const paths = [...text.matchAll(/!\[[^\]]*\]\(([^):]+)\)/g)].map(([, path = '']) => path);
  const pictures = await Promise.all(
    [...new Set(paths)].map(async (path) => [path, await dataUri(root, path)] as const),
  );
  const withPictures = pictures.reduce(
    (whole, [path, uri]) => whole.replaceAll(`](${path})`, () => `](${uri})`),
    text,
  );
  return withPictures.replaceAll(/(?<!!)\[([^\]]*)\]\((?!https:|data:|#)[^)]+\)/g, '$1');
}

async function dataUri(root: string, path: string): Promise<string> {
  const type = mediaTypes[extname(path)];
  if (type === undefined) throw new Error(`The README shows ${path}, which is of no known type.`);
  return `data:${type};base64,${(await readFile(join(root, path))).toString('base64')}`;
}
