import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { NetworkSettings } from '../comet/proxy.ts';

const text = z.catch(z.string(), '');
const flag = z.catch(z.boolean(), true);
const list = z.catch(z.array(z.string()), []);

/** The editor's own settings of the network, and the environment. What cannot be read counts as not set. */
export function networkSettings(): NetworkSettings {
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
