const keyForm = /^sk-[A-Za-z0-9_-]{8,250}$/;

/** The API key in what a person pasted, or undefined where there is none. */
export function parseApiKey(text: string): string | undefined {
  const key = text.trim().replace(/^bearer\s+/i, '');
  return keyForm.test(key) ? key : undefined;
}

/** `sk-…3f9a`: enough to tell keys apart, not enough to use one. What is no key is not shown at all. */
export function maskApiKey(key: string): string {
  return keyForm.test(key) ? `sk-…${key.slice(-4)}` : 'sk-…';
}
