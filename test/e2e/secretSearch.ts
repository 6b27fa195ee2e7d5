import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The forms in which a text may lie in a file: as it is, in UTF-16, in base64 at any offset, in a URL, in JSON. */
function formsOf(secret: string): readonly Buffer[] {
  const inBase64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]).toString('base64');
    // The characters at both ends depend on what stands beside.
    return Buffer.from(text.slice(offset === 0 ? 0 : 4, -4));
  });
  return [Buffer.from(secret), Buffer.from(secret, 'utf16le'), ...inBase64];
}

/** Every file below the folders that holds one of the secrets, in whatever form. */
export async function filesWith(
  secrets: readonly string[],
  folders: readonly string[],
): Promise<readonly string[]> {
  const forms = secrets.flatMap(formsOf);
  const found: string[] = [];
  const search = async (folder: string): Promise<void> => {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) await search(path);
      else if (entry.isFile()) {
        const bytes = await readFile(path).catch(() => Buffer.alloc(0));
        if (forms.some((form) => bytes.includes(form))) found.push(path);
      }
    }
  };
  for (const folder of folders) await search(folder);
  return found.sort();
}
