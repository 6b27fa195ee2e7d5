/** How a person at the keyboard is asked. What counts as a yes is the implementation's: it must be their own. */
export interface Dialogs {
  /** Modal. True: the person pressed the button `agree`. */
  confirm(question: {
    readonly title: string;
    readonly detail: readonly string[];
    readonly agree: string;
  }): Promise<boolean>;
  /** Undefined: it was closed. `problem` says what is wrong with a text; such a text is not taken. */
  askForText(question: {
    readonly title: string;
    readonly prompt: string;
    readonly placeHolder: string;
    readonly problem: (text: string) => string | undefined;
  }): Promise<string | undefined>;
}

/** What is remembered between sessions, where nothing in the files of a workspace can put it. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: readonly string[]): PromiseLike<void>;
}

export function rememberedTexts(memory: Memory, key: string): readonly string[] {
  const kept = memory.get(key);
  return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
}

export async function rememberTexts(memory: Memory, key: string, more: readonly string[]): Promise<void> {
  await memory.update(key, [...new Set([...rememberedTexts(memory, key), ...more])]);
}
