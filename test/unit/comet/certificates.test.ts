import assert from 'node:assert/strict';
import { getCACertificates, rootCertificates } from 'node:tls';
import { trustedCertificates } from '../../../src/comet/certificates.ts';

describe('the trusted certificates', () => {
  it('are the public ones and those of this machine, read beside the thread of the extensions', async () => {
    const found = await trustedCertificates();
    const all = new Set(found);
    for (const one of [...rootCertificates, ...getCACertificates('system')]) assert.ok(all.has(one));
    assert.equal(await trustedCertificates().then(({ length }) => length), found.length);
  });
});
