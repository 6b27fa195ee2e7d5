import { fileURLToPath } from 'node:url';
import { fileNameOfUri, isPublicLink, isUri } from '../core/uriPath.ts';
import type { Images } from '../engine/ports.ts';
import { openOnDisk } from '../node/diskFile.ts';
import { diskPlace, openWithin } from '../node/ownFile.ts';
import { inflatedLength } from '../node/inflatedLength.ts';
import { type ImageStore, readImageFile, refusedImage } from './imageFiles.ts';
import type { PlaceFiles } from './places.ts';

/** Images of this machine's disk, without an editor. */
export function createDiskImages(store: ImageStore, places: Pick<PlaceFiles, 'folderOf'>): Images {
  return {
    async read({ uri, clip }, namedBy) {
      if (isPublicLink(uri)) return { kind: 'link' };
      if (!uri.startsWith('file:') || !isUri(uri)) return refusedImage('unreadable');
      // The frame of a clip is a copy of our own.
      const folder = namedBy === undefined || clip !== undefined ? undefined : places.folderOf(namedBy);
      const open = () =>
        folder === undefined
          ? openOnDisk(undefined, fileURLToPath(uri), 'image')
          : openWithin(diskPlace(folder), diskPlace(uri), 'image');
      return await readImageFile(open, fileNameOfUri(uri));
    },
    keep: (bytes, image, type, name) => store.keepImage(bytes, { role: image.role, type, name }),
    inflatedLength,
  };
}
