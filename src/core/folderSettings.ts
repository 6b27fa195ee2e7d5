import { defaultModelId } from './catalogue/defaultModelId.ts';

/** Settings that a folder may have for itself: where clips go and what is chosen at first. */
export interface FolderSettings {
  /** Where clips go, with variables. */
  readonly outputFolder: string;
  /** What they are called, with variables. */
  readonly fileName: string;
  /** For requests that name none. */
  readonly defaultModel: string;
}

/** As they are called in the settings of VS Code. */
export const folderSettingIds = {
  outputFolder: 'videoPrompt.output.folder',
  fileName: 'videoPrompt.output.fileName',
  defaultModel: 'videoPrompt.defaults.model',
} as const satisfies Readonly<Record<keyof FolderSettings, string>>;

/** `value`: what is said for a setting, whoever says it; what is no text counts as not said. */
export function readFolderSettings(value: (id: string) => unknown): FolderSettings {
  const text = (name: keyof FolderSettings, fallback: string) => {
    const said = value(folderSettingIds[name]);
    return typeof said === 'string' && said.trim() !== '' ? said.trim() : fallback;
  };
  return {
    outputFolder: text('outputFolder', 'videos'),
    fileName: text('fileName', '${prompt}'),
    defaultModel: text('defaultModel', defaultModelId),
  };
}
