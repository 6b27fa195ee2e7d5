import type { PanelStrings } from '../../protocol/panelStrings.ts';
import type { SpendStrings } from '../../protocol/spendStrings.ts';

export interface PanelHtmlParts {
  /** `webview.cspSource` */
  readonly cspSource: string;
  /** New for every document. */
  readonly nonce: string;
  readonly scriptUri: string;
  readonly styleUri: string;
  readonly codiconUri: string;
  readonly strings: PanelStrings | SpendStrings;
  /** `vscode.env.language` */
  readonly language: string;
  readonly title: string;
}

/**
 * The document of the panel, or of the spend screen. It may load scripts with the nonce, and styles, fonts, images and clips from the webview's own
 * origin; it has no network.
 */
export function panelHtml(parts: PanelHtmlParts): string {
  const nonce = escapeHtml(parts.nonce);
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${parts.nonce}'`,
    `style-src ${parts.cspSource}`,
    `font-src ${parts.cspSource}`,
    `img-src ${parts.cspSource}`,
    `media-src ${parts.cspSource}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${escapeHtml(parts.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(parts.title)}</title>
<link rel="stylesheet" href="${escapeHtml(parts.codiconUri)}" id="vscode-codicon-stylesheet" nonce="${nonce}">
<link rel="stylesheet" href="${escapeHtml(parts.styleUri)}" nonce="${nonce}">
</head>
<body class="panel">
<script type="application/json" id="strings" nonce="${nonce}">${scriptJson(parts.strings)}</script>
<script type="module" src="${escapeHtml(parts.scriptUri)}" nonce="${nonce}"></script>
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
