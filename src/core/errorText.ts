import { type ArgumentsOf, filledText, type TextArguments } from './filledText.ts';

/**
 * What engine and store say where they fail or refuse, in English: what happened, and the next step. The names in braces
 * are the arguments that come with the key, in the form that `l10n.t` takes.
 */
export const errorText = {
  'request.modelUnknown': 'The model “{model}” is not known. Choose another one.',
  'request.takesApart': 'Each take of a shot is a request of its own. Submit one clip of it.',
  'request.frameNowhere': 'The image that is waited for has no place or no clip.',
  'request.frameUnusable': 'The last frame is not an image that can be used.',
  'request.imageChanged':
    'The image {name} changed while the request was made, so nothing was submitted. Try again.',

  'workspace.untrusted': 'This workspace is not trusted, so nothing is submitted from it. Trust it first.',
  'key.none': 'No API key is set. Run “Video Prompt: Set API Key…”.',

  'confirmation.declined': 'This was not confirmed, so nothing was submitted.',
  'confirmation.unanswered':
    'A person has to agree to this price, and nobody answered within two minutes, so nothing was submitted and nothing was paid. Try again when somebody is at the keyboard.',
  'confirmation.risesOn':
    'The price rose again and again while you were asked, so nothing was submitted. Try again later.',
  'confirmation.fragile':
    'This model gives no task ID, so its first use needs a person’s consent. Use it once yourself, or choose another model.',
  'confirmation.inexact':
    'No exact price of this request is known, so it cannot be submitted unattended under a cap. Choose another model.',
  'confirmation.inexactBudget':
    'No exact price of this request is known, so it does not fit into a budget. Say what such a clip may cost at most, or choose another model.',
  'budget.money': 'This costs {asked}, and this run may spend {max}. Nothing was submitted.',
  'budget.clips': 'These are {asked} clips, and this run may make {max}. Nothing was submitted.',
  'upload.unconfirmed':
    'No image of this workspace has been uploaded yet, and only a person can decide that. Generate once with an image yourself, in the panel.',

  'agent.unreadable': 'The call cannot be read: {field}: {reason}',
  'agent.fileAndRequest': 'Give either a prompt file, or a prompt with its options, not both.',
  'agent.shotsWithoutFile': 'Name the prompt file that has these shots.',
  'agent.nothingAsked': 'Give a prompt, or the path of a prompt file (*.video.md).',
  'agent.noPromptFile': '{file} is no prompt file. Its name has to end in .video.md.',
  'agent.noFile': 'There is no prompt file {file} in the workspace.',
  'agent.noSuchClip': 'There is no clip “{id}” in {file}. Its clips: {known}.',

  'job.unknown': 'This job is not known here.',
  'job.notNow': 'This is not possible in the state that the job is in.',
  'job.changed': 'The job has changed in the meantime. Look at it again.',
  'job.duplicate': 'This is already being rendered, so nothing was submitted.',
  'job.settled': 'This job is no longer uncertain, or was already submitted again.',
  'job.noClipToCome': 'This job will make no clip to go on from.',
  'job.frameGone': 'The clip whose last frame this job waits for is not there, or was changed.',
  'job.risen': 'The price has risen since this was reserved. Cancel the job and generate it again.',
  'job.clipHere': 'The clip of this job is already here.',
  'job.hasTask': 'This job has another task ID already.',
  'job.taskTaken': 'This task already belongs to another job here.',

  'store.busy':
    'Another window has kept the job database locked for ten seconds. Try again. If it stays locked, reload the other windows.',
  'store.newer':
    'The job database was written by a newer version of Video Prompt. Reload this window to use that version.',
  'store.damaged':
    'The job database {file} is damaged. It was left as it is. Put back a copy from a backup, or move its folder away to start with an empty one.',
  'store.missing':
    'The job database {file} is missing. Put back a copy from a backup, or move its folder away to start with an empty one.',
  'store.empty':
    'The job database {file} is empty. It was left as it is. Put back a copy from a backup, or move its folder away to start with an empty one.',
  'store.foreign':
    'The job database {file} is not one of Video Prompt. It was left as it is. Put back a copy from a backup, or move its folder away to start with an empty one.',
  'store.lacks':
    'The job database {file} lacks {parts}. It was left as it is. Put back a copy from a backup, or move its folder away to start with an empty one.',
  'store.jobUnreadable': 'Job {job} in the job database cannot be read.',
  'store.ledgerUnreadable': 'A row of the ledger in the job database cannot be read.',
  'store.replaced':
    'The job database {file} was replaced or moved away while it was open. This window writes nothing more into it. Reload the window to go on with the file that is there now.',
  'store.closed': 'The job database is closed because this window is closing.',
  'store.full': 'The job database {file} cannot be used: the disk is full. Free some space.',
  'store.readOnly':
    'The job database {file} cannot be used: it is read-only, or it was moved away. Check its permissions.',
  'store.cannotOpen': 'The job database {file} cannot be used: it cannot be opened.',
  'store.unusable': 'The job database {file} cannot be used: {reason}.',

  'disk.full':
    'The disk is full: {path} could not be written. Free some space. What was received so far is kept.',
  'disk.nearlyFull':
    'The disk is nearly full: there is no room for {path}. Free some space. What was received so far is kept.',
  'disk.quota':
    'Your disk quota is used up: {path} could not be written. Free some space. What was received so far is kept.',
  'disk.readOnly': 'The disk is read-only: {path} could not be written.',
  'disk.denied': 'Access to {path} was denied. Check the permissions of its folder.',
  'disk.link': '{path} is a symbolic link, which is not followed here.',
  'disk.failed': '{path} could not be read or written ({reason}).',
  'disk.other': 'The clip could not be written ({reason}).',
  'disk.noFolder': '{path} is not a folder of its own. Remove it and reload the window.',
  'disk.imageGone': 'The kept copy of an image is gone.',
  'disk.imageChanged': 'The copy of {name} at {path} was changed. Submit the request again.',

  'place.full': 'The disk is full, so {path} could not be saved.',
  'place.readOnly': '{path} cannot be written: read-only, or no permission.',
  'place.blocked': '{path} cannot be written: a file lies where its folder should be.',
  'place.folderGone': 'The folder of {path} is gone.',
  'place.nameTooLong': 'The path of {path} is too long.',
  'place.noName': 'No free file name is left in {path}.',
  'place.link': 'The output folder leads out of the workspace through a link, so {path} was not saved there.',
  'place.otherBytes': '{path} does not hold the bytes that were written.',
  'place.failed': '{path} could not be saved ({reason}).',

  'sidecar.tooLarge': 'This sidecar cannot be read: it is larger than 200 KB.',
  'sidecar.noJson': 'This sidecar cannot be read: it is no JSON.',
  'sidecar.noObject': 'This sidecar holds no JSON object.',
  'sidecar.invalid': 'This sidecar cannot be read: {field}: {reason}.',
} as const;

export type ErrorTextKey = keyof typeof errorText;

export function isErrorTextKey(text: string): text is ErrorTextKey {
  return Object.hasOwn(errorText, text);
}

/** What an error says: the key of its sentence with its arguments, and the sentence in English. */
export interface ErrorSentence {
  readonly key: ErrorTextKey;
  readonly args: TextArguments;
  readonly text: string;
}

type Needed<Key extends ErrorTextKey> = ArgumentsOf<(typeof errorText)[Key]>;

/** An argument that is missing does not compile. */
export function say<Key extends ErrorTextKey>(
  key: Key,
  ...given: [Needed<Key>] extends [never] ? [] : [Readonly<Record<Needed<Key>, string | number>>]
): ErrorSentence {
  const args: TextArguments = given[0] ?? {};
  return { key, args, text: filledText(errorText[key], args) };
}
