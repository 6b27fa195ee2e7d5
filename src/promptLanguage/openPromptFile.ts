import type { ImageInput } from '../core/imageInput.ts';
import type { PromptFile } from '../core/promptFile/promptFile.ts';
import type { Surroundings } from '../core/promptFile/surroundings.ts';
import type { CheckedFile } from '../shots/checkedFile.ts';
import type { PlannedClip } from './lensPlan.ts';

/** What a prompt file can name by a path. */
export type NamedKind = 'image' | 'clip' | 'base';

/** A file that a prompt file can name. */
export interface NearFile {
  readonly uri: string;
  /** As a prompt file would write it. */
  readonly path: string;
}

/** The clips of a file, and how they stand as far as that is known. */
export interface Standing extends Pick<CheckedFile, 'resolved'> {
  readonly clips: readonly PlannedClip[];
}

/** A prompt file as it is edited, and what its language service asks of the world around it. */
export interface OpenPromptFile {
  readonly uri: string;
  readonly file: PromptFile;
  readonly checked: () => Promise<CheckedFile>;
  readonly standing: () => Promise<Standing>;
  /** Files of its workspace folder, those beside it and below first. */
  readonly filesNear: (kind: NamedKind) => Promise<readonly NearFile[]>;
  /** What lies at an image's place. */
  readonly look: (imageUri: string) => Promise<ImageInput | undefined>;
  readonly refusal: Surroundings['refusal'];
}
