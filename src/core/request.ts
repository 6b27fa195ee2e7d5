/** What an image is for: the first frame, the last frame, or something to look at. */
export const imageRoles = ['first', 'last', 'reference'] as const;

export type ImageRole = (typeof imageRoles)[number];

export interface RequestImage {
  /** Where the image lies: any URI the editor can read, or a public https address for models that take only those. */
  readonly uri: string;
  readonly role: ImageRole;
  /** The image is the last frame of this clip. */
  readonly clip?: FrameSource;
}

/** A clip that an image was taken from. */
export interface FrameSource {
  /** Where it lay then; absent: nowhere in a workspace yet. */
  readonly uri?: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A finished clip at the provider, which a remix makes anew. */
export interface RemixSource {
  readonly taskId: string;
  /** The API origin that knows the task. */
  readonly origin: string;
}

/** What to make. One shape for the panel, commands, the public API and the sidecar. */
export interface VideoRequest {
  /** Images go by their place in the list: `@image1` (see `imageNames.ts`). */
  readonly prompt: string;
  /** A model id of the catalogue. */
  readonly model: string;
  /** 0: the model decides. */
  readonly seconds: number;
  /** `16:9`, or {@link automatic}. */
  readonly aspectRatio: string;
  /** `720p`, or {@link automatic}. */
  readonly resolution: string;
  readonly images: readonly RequestImage[];
  /** One of the model's ways of working; absent: its usual one. */
  readonly mode?: string;
  readonly negativePrompt?: string;
  readonly seed?: number;
  readonly audio?: boolean;
  /** How many clips of the same request, 1 to 4; each is a job of its own. */
  readonly variants?: number;
  /** The output place: a path relative to the workspace folder, or a URI inside one. A trailing `/` means a folder. */
  readonly output?: string;
  /** Only the prompt is sent then: length and size are those of the clip, and images have no place. */
  readonly remixOf?: RemixSource;
}

/** A request of which only the prompt is sure; the rest is filled from settings and the model. */
export type PartialVideoRequest = Pick<VideoRequest, 'prompt'> & Partial<VideoRequest>;

/** An aspect ratio or resolution that the model chooses by itself. */
export const automatic = 'auto';

export const maxVariants = 4;
export const maxPromptCharacters = 20_000;
