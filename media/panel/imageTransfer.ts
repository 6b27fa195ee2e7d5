/** Kinds of data that carry images into the panel, from the explorer or from other programs. */
const explorerType = 'application/vnd.code.uri-list';
const uriType = 'text/uri-list';
const maxUris = 100;
const maxUriCharacters = 10_000;

export interface ImageTransfer {
  readonly uris: readonly string[];
  readonly files: readonly File[];
}

/** Whether a drag may bring images; what it is exactly stays hidden until the drop. */
export function mayCarryImages(types: readonly string[]): boolean {
  return types.includes('Files') || types.includes(explorerType) || types.includes(uriType);
}

/** The explorer's own list comes first: the standard one holds only one of several files. */
export function readTransfer(data: Pick<DataTransfer, 'getData' | 'files'>): ImageTransfer {
  const fromExplorer = parseUriList(data.getData(explorerType));
  if (fromExplorer.length > 0) return { uris: fromExplorer, files: [] };
  const files = [...data.files];
  return files.length > 0 ? { uris: [], files } : { uris: parseUriList(data.getData(uriType)), files: [] };
}

/** One URI per line; lines that start with `#` are comments (RFC 2483). */
export function parseUriList(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && line.length <= maxUriCharacters)
    .slice(0, maxUris);
}
