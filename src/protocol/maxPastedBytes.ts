/** Files of this many bytes and more are refused before they cross into the host. Apart, so that the webview needs no zod. */
export const maxPastedBytes = 64 * 1024 * 1024;
