/** All words of the panel. The host translates them; `{0}`, `{1}` … are filled in by the webview. */
export interface PanelStrings {
  readonly heading: string;
  readonly newVideo: string;

  readonly prompt: string;
  readonly promptPlaceholder: string;
  /** `{0}` is a key combination. */
  readonly promptHint: string;
  /** How images are named in the prompt. */
  readonly namesHint: string;
  readonly namesLabel: string;
  /** `{0}` images. */
  readonly namesOffered: string;
  /** `{0}` is the image's file name, `{1}` its name in the prompt. */
  readonly nameImage: string;
  readonly generateKeys: string;
  readonly generateKeysMac: string;

  readonly images: string;
  /** `{0}` images of at most `{1}`. */
  readonly imagesCount: string;
  readonly addImages: string;
  readonly imagesHint: string;
  readonly dropImages: string;
  readonly takesNoImages: string;
  /** `{0}` is the image's name, here and below. */
  readonly roleOf: string;
  readonly roleFirst: string;
  readonly roleLast: string;
  readonly roleReference: string;
  readonly moveEarlier: string;
  readonly moveLater: string;
  readonly removeImage: string;
  /** `{1}` is the new place, `{2}` how many there are. */
  readonly imageMoved: string;
  readonly imageRemoved: string;
  /** `{1}` is the limit in megabytes. */
  readonly imageTooLarge: string;
  readonly notAnImage: string;
  readonly unreadableFile: string;

  /** `{0}` is the image's name. */
  readonly fixTitle: string;
  /** `{0}` is what it has to fit. */
  readonly fixIntro: string;
  readonly original: string;
  readonly copy: string;
  readonly originalOf: string;
  readonly copyOf: string;
  /** `{0}` by `{1}` pixels, `{2}` a file type, `{3}` a file size. */
  readonly copyDetail: string;
  readonly copyDrawing: string;
  readonly copyUndrawable: string;
  readonly copyTooLarge: string;
  readonly kilobytes: string;
  readonly megabytes: string;
  readonly shape: string;
  readonly fitCrop: string;
  readonly fitPad: string;
  readonly fitKeep: string;
  readonly partAcross: string;
  readonly partDown: string;
  readonly fillWith: string;
  readonly black: string;
  readonly white: string;
  readonly useCopy: string;
  readonly cancel: string;

  readonly model: string;
  readonly chooseModel: string;
  readonly presets: string;
  readonly length: string;
  readonly aspectRatio: string;
  readonly resolution: string;
  readonly variants: string;
  readonly mode: string;
  readonly automatic: string;
  readonly addLink: string;
  readonly linkHint: string;
  readonly negativePrompt: string;
  readonly negativePromptPlaceholder: string;
  readonly seed: string;
  readonly seedPlaceholder: string;
  readonly audio: string;
  readonly audioDefault: string;
  readonly audioOn: string;
  readonly audioOff: string;
  readonly audioAlways: string;
  readonly audioNever: string;
  /** `{0}` are options, such as `Seed, Audio`. */
  readonly notAvailable: string;
  /** `{0}` seconds. */
  readonly secondsValue: string;

  readonly generate: string;
  /** `{0}` is the price. */
  readonly generateFor: string;
  readonly submitting: string;
  readonly notPossibleYet: string;
  readonly showSpend: string;

  readonly error: string;
  readonly warning: string;
  readonly information: string;
  readonly notices: string;

  readonly jobs: string;
  readonly clips: string;
  readonly sample: string;
  readonly actions: string;
  /** What is done, to which job. */
  readonly actionOn: string;
  /** `{0}` is the job's title. */
  readonly progressOf: string;
  /** `{0}` is a time such as `1:05`. */
  readonly elapsed: string;
  readonly providerSays: string;
  readonly requestId: string;
  /** `{0}` is the job's title, `{1}` its new state. */
  readonly jobChanged: string;
  /** `{0}` is the job's title, `{1}` a number of percent. */
  readonly jobProgress: string;

  /** `{0}` is the clip's title. */
  readonly clipOf: string;
  readonly soundNotDecoded: string;
  readonly cannotPlay: string;
  readonly openExternally: string;
  readonly noLastFrame: string;
  readonly openAsPromptFile: string;

  readonly welcomeTitle: string;
  readonly welcomePrompt: string;
  readonly welcomeImages: string;
  readonly welcomeGenerate: string;
  readonly welcomeAfter: string;
  readonly trySample: string;
}
