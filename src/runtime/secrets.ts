/** Where secrets are kept: in the editor's own storage, or in memory for a command. */
export interface Secrets {
  get(name: string): PromiseLike<string | undefined>;
  store(name: string, value: string): PromiseLike<void>;
  delete(name: string): PromiseLike<void>;
  /** Also when another window changed one. */
  onDidChange(listener: (change: { readonly key: string }) => void): { dispose(): void };
}
