/**
 * Brings the focus back to what opened a list of VS Code's own: while the list is open the webview loses it, and gets it
 * back as a whole only.
 */
export function returnFocusTo(opener: HTMLElement): void {
  const restore = () => {
    const { activeElement, body } = document;
    if ((activeElement === null || activeElement === body) && opener.isConnected) opener.focus();
  };
  window.addEventListener('focus', restore, { once: true });
}
