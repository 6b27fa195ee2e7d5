import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export interface WebviewPage {
  readonly extensionUri: vscode.Uri;
  readonly webview: vscode.Webview;
  /** Its folder in `media`; the bundle is `dist/<name>.js` and `dist/<name>-style.css`. */
  readonly name: string;
  readonly title: string;
  /** What the page's code finds in its element `data`, as JSON. */
  readonly data: unknown;
}

/**
 * The document of a webview. It may load scripts with the nonce, which is new for every document, and styles, fonts,
 * images and clips from the webview's own origin; it has no network.
 */
export function webviewHtml({ extensionUri, webview, name, title, data }: WebviewPage): string {
  const nonce = randomBytes(16).toString('base64url');
  const source = webview.cspSource;
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${source}`,
    `font-src ${source}`,
    `img-src ${source}`,
    `media-src ${source}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const file = (path: string) =>
    escapeHtml(webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', path)).toString());
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${file('codicon.css')}" id="vscode-codicon-stylesheet" nonce="${nonce}">
<link rel="stylesheet" href="${file(`${name}-style.css`)}" nonce="${nonce}">
</head>
<body class="panel">
<script type="application/json" id="data" nonce="${nonce}">${scriptJson(data)}</script>
<script type="module" src="${file(`${name}.js`)}" nonce="${nonce}"></script>
</body>
</html>
`;
}

/** JSON that cannot end its script element or open a comment in it. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
