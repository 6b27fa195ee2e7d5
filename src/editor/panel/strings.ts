import * as vscode from 'vscode';
import type { PanelStrings } from '../../protocol/panelStrings.ts';

/** The panel's words in the user's language. */
export function panelStrings(): PanelStrings {
  return {
    heading: vscode.l10n.t('Video Prompt'),
    newVideo: vscode.l10n.t('New video'),

    prompt: vscode.l10n.t('Prompt'),
    promptPlaceholder: vscode.l10n.t('Describe the clip: who or what, what happens, camera, light'),
    promptHint: vscode.l10n.t('{0} to generate'),
    generateKeys: vscode.l10n.t('Ctrl+Enter'),
    generateKeysMac: vscode.l10n.t('⌘Enter'),

    images: vscode.l10n.t('Images'),
    imagesCount: vscode.l10n.t('{0} of {1}'),
    addImages: vscode.l10n.t('Add images…'),
    imagesHint: vscode.l10n.t('Drop or paste images here. From the explorer, hold Shift while dropping.'),
    dropImages: vscode.l10n.t('Drop to add. From the explorer, hold Shift while dropping.'),
    takesNoImages: vscode.l10n.t('This model takes no images.'),
    roleOf: vscode.l10n.t('Role of {0}'),
    roleFirst: vscode.l10n.t('First frame'),
    roleLast: vscode.l10n.t('Last frame'),
    roleReference: vscode.l10n.t('Reference'),
    moveEarlier: vscode.l10n.t('Move {0} earlier'),
    moveLater: vscode.l10n.t('Move {0} later'),
    removeImage: vscode.l10n.t('Remove {0}'),
    imageMoved: vscode.l10n.t('{0} is now at place {1} of {2}'),
    imageRemoved: vscode.l10n.t('{0} removed'),
    imageTooLarge: vscode.l10n.t('{0} is too large. The limit is {1} MB.'),
    notAnImage: vscode.l10n.t('{0} is not an image.'),
    unreadableFile: vscode.l10n.t('{0} cannot be read.'),

    model: vscode.l10n.t('Model'),
    chooseModel: vscode.l10n.t('Compare models'),
    presets: vscode.l10n.t('Presets…'),
    length: vscode.l10n.t('Length'),
    aspectRatio: vscode.l10n.t('Aspect ratio'),
    resolution: vscode.l10n.t('Resolution'),
    variants: vscode.l10n.t('Variants'),
    secondsValue: vscode.l10n.t('{0} s'),

    generate: vscode.l10n.t('Generate'),
    generateFor: vscode.l10n.t('Generate · {0}'),
    submitting: vscode.l10n.t('Submitting'),
    notPossibleYet: vscode.l10n.t('This cannot be generated yet'),
    showSpend: vscode.l10n.t('Show spend'),

    error: vscode.l10n.t('Error'),
    warning: vscode.l10n.t('Warning'),
    information: vscode.l10n.t('Information'),
    notices: vscode.l10n.t('Notices'),

    jobs: vscode.l10n.t('Jobs'),
    clips: vscode.l10n.t('Clips'),
    sample: vscode.l10n.t('Sample'),
    actions: vscode.l10n.t('Actions'),
    actionOn: vscode.l10n.t('{0}: {1}'),
    progressOf: vscode.l10n.t('Progress of {0}'),
    elapsed: vscode.l10n.t('Elapsed {0}'),
    providerSays: vscode.l10n.t('The provider says'),
    requestId: vscode.l10n.t('Request ID'),
    jobChanged: vscode.l10n.t('{0}: {1}'),
    jobProgress: vscode.l10n.t('{0}: {1} %'),

    clipOf: vscode.l10n.t('Clip: {0}'),
    soundNotDecoded: vscode.l10n.t('No sound in this editor.'),
    cannotPlay: vscode.l10n.t('This clip cannot be played here.'),
    openExternally: vscode.l10n.t('Open in system player'),

    welcomeTitle: vscode.l10n.t('Your first clip'),
    welcomePrompt: vscode.l10n.t('Describe what should happen.'),
    welcomeImages: vscode.l10n.t('Add an image to start from, if you have one.'),
    welcomeGenerate: vscode.l10n.t('Check the price on the button and generate.'),
    welcomeAfter: vscode.l10n.t('The clip is saved beside your files while you go on working.'),
    trySample: vscode.l10n.t('Try it without a key'),
  };
}
