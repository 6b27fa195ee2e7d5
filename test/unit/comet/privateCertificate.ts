import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface PrivateCertificate {
  /** Of the authority that nobody knows. */
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
}

/** A certificate for a host name by an authority of our own, made anew. */
export async function privateCertificate(hostname: string): Promise<PrivateCertificate> {
  const folder = await mkdtemp(join(tmpdir(), 'video-prompt-ca-'));
  const path = (name: string) => join(folder, name);
  const openssl = async (...args: readonly string[]) => {
    await promisify(execFile)('openssl', args);
  };
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    const days = ['-days', '2'];
    await openssl(
      'req',
      '-x509',
      ...curve,
      ...days,
      '-subj',
      '/CN=Test authority',
      '-keyout',
      path('ca.key'),
      '-out',
      path('ca.pem'),
    );
    await openssl(
      'req',
      ...curve,
      '-subj',
      `/CN=${hostname}`,
      '-keyout',
      path('host.key'),
      '-out',
      path('host.csr'),
    );
    await writeFile(path('names'), `subjectAltName=DNS:${hostname}`);
    await openssl(
      'x509',
      '-req',
      ...days,
      '-in',
      path('host.csr'),
      '-CA',
      path('ca.pem'),
      '-CAkey',
      path('ca.key'),
      '-CAcreateserial',
      '-extfile',
      path('names'),
      '-out',
      path('host.pem'),
    );
    const read = (name: string) => readFile(path(name), 'utf8');
    return { ca: await read('ca.pem'), key: await read('host.key'), cert: await read('host.pem') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
