import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { systemCode } from '../core/systemCode.ts';

const run = promisify(execFile);

/** How ffmpeg reads what a clip may be: a file that says it is something else, such as a list of files, is not followed. */
const demuxers: Readonly<Record<string, string>> = { '.mp4': 'mov', '.mov': 'mov', '.webm': 'matroska' };
const maxMs = 120_000;
/** Twice a frame of 8K. */
const maxPixels = 2 * 7680 * 4320;
const maxBytes = 64 * 1024 * 1024;

/** Not in the folder of the person's files, where a program of this name may lie. */
const elsewhere = { cwd: tmpdir(), timeout: maxMs } as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether there is a program on the path that can take frames out of clips. */
export async function hasFfmpeg(environment: Environment): Promise<boolean> {
  try {
    await run('ffmpeg', ['-version'], { ...elsewhere, env: environment, maxBuffer: maxBytes });
    return true;
  } catch {
    return false;
  }
}

/** The last frame of a clip as a PNG, taken by ffmpeg. `path`: absolute. Rejects with what ffmpeg said. */
export async function lastFrameOf(path: string, environment: Environment): Promise<Uint8Array> {
  const demuxer = demuxers[extname(path).toLowerCase()];
  if (demuxer === undefined) throw new Error(`${extname(path)} is no format of clips that can be read`);
  const folder = await mkdtemp(join(tmpdir(), 'video-prompt-frame-'));
  const frame = join(folder, 'frame.png');
  try {
    // Each frame is written over the one before: the one that is left is the last that can be decoded.
    await run(
      'ffmpeg',
      [
        ['-nostdin', '-v', 'error', '-protocol_whitelist', 'file', '-max_pixels', String(maxPixels)],
        ['-f', demuxer, '-i', `file:${path}`, '-map', '0:v:0', '-an', '-update', '1', '-f', 'image2', frame],
      ].flat(),
      { ...elsewhere, env: environment, maxBuffer: 1024 * 1024 },
    );
    if ((await stat(frame)).size > maxBytes) throw new Error('the frame is too large');
    return await readFile(frame);
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (systemCode(error) === 'ENOENT') return 'no frame came';
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
  return said === '' ? error.message : (said.split('\n').at(-1) ?? said);
}
