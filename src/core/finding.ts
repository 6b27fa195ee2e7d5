import type { ImageField } from '../protocol/imageField.ts';
import { type ArgumentsOf, filledText } from './filledText.ts';
import type { VideoRequest } from './request.ts';
import type { OptionName } from './requestOptions.ts';

/**
 * What a check of a request can say, in English: what is wrong and the next step. The names in braces are the
 * arguments that come with the code, in the form that `vscode.l10n.t` takes.
 */
export const findingText = {
  'prompt.empty': 'The prompt is empty. Describe what the video should show.',
  'prompt.tooLong': 'The prompt has {count} characters and {model} takes at most {max}. Shorten it.',
  'prompt.imageMissing':
    'The prompt names {name}, which is not attached (images attached: {count}). Attach it or change the prompt.',
  'prompt.imageRemoved':
    'The prompt names {name}, which stands for an image that was removed. Name another image or take it out.',
  'model.unknown': 'The model “{model}” is not known. Choose another one, such as {suggestion}.',
  'model.retired': 'The model {model} was shut down on {date}. Choose {replacement} instead.',
  'model.refused':
    'CometAPI refused {model} with the present API key. Choose another model, or set a key that may use it.',
  'model.unstable':
    'The model {model} may fail or change without notice. Choose another one if the clip matters.',
  'seconds.set': 'The seconds cannot be {seconds}: {model} makes {allowed}. Choose one of these.',
  'seconds.range':
    'The seconds cannot be {seconds}: {model} makes {min} to {max}. Choose a whole number in between.',
  'seconds.none': 'The seconds cannot be {seconds}: {model} decides the length itself. Remove the seconds.',
  'seconds.lastFrame':
    'The seconds cannot be {seconds} with a last frame: {model} then makes {allowed}. Change the seconds or remove the last frame.',
  'aspectRatio.unsupported':
    'The aspect ratio “{aspectRatio}” is not offered by {model}. Choose one of these: {allowed}.',
  'resolution.unsupported':
    'The resolution “{resolution}” is not offered by {model}. Choose one of these: {allowed}.',
  'resolution.notInAspectRatio':
    'The resolution {resolution} is not offered by {model} at {aspectRatio}. Choose one of these: {allowed}.',
  'mode.unsupported': 'The mode “{mode}” is not offered by {model}. Choose one of these: {allowed}.',
  'mode.none': 'The mode is not sent, because {model} has none. Remove it.',
  'images.tooFew':
    '{model} makes a video of an image and needs at least {min}. Add one or choose another model.',
  'images.unsupported': 'The model {model} takes no images. Remove them or choose another model.',
  'images.tooMany':
    'There are {count} images and {model} takes at most {max}. Remove some or choose another model.',
  'images.tooManyOfRole':
    'There are {count} images with the role “{role}” and {model} takes at most {max} of them. Change a role or remove some.',
  'images.lastNeedsFirst':
    'There is a last frame but no first frame, which {model} needs. Add a first frame or change the role.',
  'images.framesAndReferences':
    'The images mix frames and references, which {model} cannot combine. Keep either the first and last frame or the references.',
  'image.role':
    'Image {position} ({name}) has the role “{role}”, which {model} does not offer. Choose one of these: {allowed}.',
  'image.missing': 'Image {position} ({name}) does not exist. Choose another file or remove the image.',
  'image.directory': 'Image {position} ({name}) is a folder. Choose a file inside it.',
  'image.unreadable':
    'Image {position} ({name}) cannot be read: {reason}. Check the file or remove the image.',
  'image.empty': 'Image {position} ({name}) is an empty file. Choose another file.',
  'image.tooLarge':
    'Image {position} ({name}) is {megabytes} MB and at most {max} MB are allowed. Choose a smaller one.',
  'image.unrecognized':
    'Image {position} ({name}) is not a PNG, JPEG or WebP image, whatever its name says. Choose another file.',
  'image.cut':
    'Image {position} ({name}) is incomplete: its end is missing. Save or copy it again, or choose another file.',
  'image.damaged':
    'Image {position} ({name}) is damaged, or of a kind that few programs can read. Open it in an image editor and save it again.',
  'image.linkNeeded':
    'Image {position} ({name}) is a file, and {model} takes only public https addresses. Give the address of the image.',
  'image.fileNeeded':
    'Image {position} ({name}) is an address, and {model} takes only files. Save the image into the workspace first.',
  'image.type':
    'Image {position} ({name}) is {type}, which {model} does not take. Convert it to one of these: {allowed}.',
  'image.shape':
    'Image {position} ({name}) is {width}×{height} and the video is {aspectRatio}, so it may be cropped or distorted. Choose the nearest aspect ratio or crop the image.',
  'image.turned':
    'Image {position} ({name}) is stored rotated, and only its metadata says how to display it. Metadata is not uploaded. Rotate it upright first.',
  'image.exactSize':
    'Image {position} ({name}) is {width}×{height} and {model} needs exactly {needed}. Crop, pad or scale it.',
  'image.tooSmall':
    'Image {position} ({name}) is {width}×{height} and {model} needs at least {min} pixels on each side. Scale it up or choose another.',
  'image.tooLong':
    'Image {position} ({name}) is {width}×{height} and {model} takes no side more than {max} times as long as the other. Crop or pad it.',
  'image.tooManyPixels':
    'Image {position} ({name}) is {width}×{height} and {model} takes at most {max} pixels on each side. Scale it down.',
  'image.transparent':
    'Image {position} ({name}) has transparency, which {model} does not take. Fill it with a colour.',
  'variants.range': 'The variants cannot be {variants}. Choose a whole number from 1 to {max}.',
  'seed.range': 'The seed cannot be {seed}. Choose a whole number from {min} to {max}.',
  'seed.unsupported': 'The seed is not sent, because {model} takes none. Remove it.',
  'negativePrompt.tooLong':
    'The negative prompt has {count} characters and {model} takes at most {max}. Shorten it.',
  'negativePrompt.unsupported':
    'The negative prompt is not sent, because {model} takes none. Say in the prompt what should not be seen.',
  'audio.always': 'The audio cannot be switched off: {model} always makes sound. Mute the clip afterwards.',
  'audio.never':
    'The audio cannot be switched on: {model} makes silent clips. Choose another model for sound.',
  'audio.unsupported': 'The audio setting is not sent, because {model} has no switch for it. Remove it.',
  'remixOf.unsupported': 'The model {model} cannot remix a clip. Generate a new one.',
  'remixOf.task': 'The clip to remix has no valid task ID. Give the ID of its job.',
  'remixOf.origin':
    'The clip to remix was made at {origin}, which is not the current API origin. Set that origin again or generate a new clip.',
  'remixOf.images':
    'Images cannot be sent with a remix: only the prompt is. Remove the images or generate a new clip.',
  'output.variable':
    'The output “{output}” has a variable, which is not supported there. Write a path from the workspace folder, such as videos/clip.mp4.',
  'output.unsafe':
    'The output “{output}” is not a path inside the workspace that is valid on every system. Choose a relative path such as videos/clip.mp4.',
} as const;

export type FindingCode = keyof typeof findingText;

export type FindingField =
  | 'prompt'
  | 'images'
  /** Counted from 0. */
  | ImageField
  | OptionName;

/** Something to say about a request before it is sent. */
export interface Finding {
  /** Nothing is sent while there is an error; a warning is shown and leaves the choice to the user. */
  readonly severity: 'error' | 'warning';
  readonly field: FindingField;
  readonly code: FindingCode;
  /** Values for the placeholders of the code's text. */
  readonly args: Readonly<Record<string, string | number>>;
  /** Fields that would settle it, where there is an obvious way. */
  readonly fix?: Partial<VideoRequest>;
  /** A copy of the image, drawn anew, would settle it. */
  readonly redraw?: true;
}

/** The arguments that a code's text asks for. */
export type FindingArgs<Code extends FindingCode> = Readonly<
  Record<ArgumentsOf<(typeof findingText)[Code]>, string | number>
>;

export function findingError<Code extends FindingCode>(
  field: FindingField,
  code: Code,
  args: FindingArgs<Code>,
  fix?: Partial<VideoRequest>,
): Finding {
  return { severity: 'error', field, code, args, ...(fix === undefined ? {} : { fix }) };
}

export function findingWarning<Code extends FindingCode>(
  field: FindingField,
  code: Code,
  args: FindingArgs<Code>,
  fix?: Partial<VideoRequest>,
): Finding {
  return { ...findingError(field, code, args, fix), severity: 'warning' };
}

/** The finding, with word that a copy of the image would settle it. */
export function redrawable(finding: Finding): Finding {
  return { ...finding, redraw: true };
}

/** One plain English sentence or two: the field, what is wrong, the next step. */
export function describeFinding(finding: Finding): string {
  return filledText(findingText[finding.code], finding.args);
}
