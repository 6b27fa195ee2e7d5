import {
  closeSync,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  type Stats,
} from 'node:fs';
import { lstat, open, readlink, realpath } from 'node:fs/promises';

type Soon<Value> = Value | Promise<Value>;

/** A file that was opened. */
export interface OpenedFile {
  read(
    buffer: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Soon<{ readonly bytesRead: number }>;
  stat(): Soon<Stats>;
  close(): Soon<void>;
}

/** What is asked of the disk. */
export interface DiskCalls {
  realpath(path: string): Soon<string>;
  lstat(path: string): Soon<Stats>;
  readlink(path: string): Soon<string>;
  open(path: string, flags: number): Soon<OpenedFile>;
}

/** Whoever shares this thread goes on meanwhile. */
export const patientCalls: DiskCalls = { realpath, lstat, readlink, open };

/** For a process that does nothing else: of thousands of small files, each takes a fraction of the time. */
export const blockingCalls: DiskCalls = {
  realpath: (path) => realpathSync.native(path),
  lstat: (path) => lstatSync(path),
  readlink: (path) => readlinkSync(path),
  open(path, flags) {
    const file = openSync(path, flags);
    return {
      read: (buffer, offset, length, position) => ({
        bytesRead: readSync(file, buffer, offset, length, position),
      }),
      stat: () => fstatSync(file),
      close: () => closeSync(file),
    };
  },
};
