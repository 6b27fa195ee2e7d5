import { type ErrorSentence, say } from './errorText.ts';

/** What is known of a file that could not be written. */
export interface WriteTrouble {
  /** As people are shown it. */
  readonly path: string;
  /** The system's (`ENOSPC`) or the editor's (`NoPermissions`). */
  readonly code: string;
  readonly message: string;
}

/** Why a file could not be written. */
export function unwritable({ path, code, message }: WriteTrouble): ErrorSentence {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return say('place.full', { path });
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'NoPermissions':
      return say('place.readOnly', { path });
    case 'ENOTDIR':
    case 'EEXIST':
    case 'FileNotADirectory':
    case 'FileExists':
      return say('place.blocked', { path });
    case 'ENOENT':
    case 'FileNotFound':
      return say('place.folderGone', { path });
    case 'ENAMETOOLONG':
      return say('place.nameTooLong', { path });
    default:
      return say('place.failed', { path, reason: message });
  }
}
