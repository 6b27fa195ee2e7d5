import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { EditorFetch } from '../../comet/editorFetch.ts';
import type { NetworkSettings } from '../../comet/proxy.ts';
import type { TransportOptions } from '../../comet/transport.ts';

const text = z.catch(z.string(), '');
const flag = z.catch(z.boolean(), true);
const list = z.catch(z.array(z.string()), []);

/** The editor's own settings of the network, and the environment. What cannot be read counts as not set. */
function networkSettings(): NetworkSettings {
  const http = vscode.workspace.getConfiguration('http');
  const authorization = text.parse(http.get('proxyAuthorization'));
  return {
    proxy: text.parse(http.get('proxy')),
    noProxy: list.parse(http.get('noProxy')),
    isOff: http.get('proxySupport') === 'off',
    ...(authorization === '' ? {} : { authorization }),
    isStrict: flag.parse(http.get('proxyStrictSSL')),
    usesSystemCertificates: flag.parse(http.get('systemCertificates')),
    environment: process.env,
  };
}

/**
 * The editor's own `fetch`, undefined where it may not carry a key or a paid request: without certificates that are
 * checked, or as the browser's network stack, which sends a request again by itself when a kept connection breaks.
 */
function editorFetch(): EditorFetch | undefined {
  const http = vscode.workspace.getConfiguration('http');
  const isChecked =
    flag.parse(http.get('proxyStrictSSL')) && process.env.NODE_TLS_REJECT_UNAUTHORIZED !== '0';
  const isBrowsers = http.get('electronFetch') === true;
  return isChecked && !isBrowsers ? (url, init) => globalThis.fetch(url, init) : undefined;
}

/** The user's network, for every client of CometAPI. */
export const userNetwork: TransportOptions = { network: networkSettings, editorFetch };
