// `npm run size`: fails where the minified build or the VSIX is larger than the figures to hold.
import { activationBytes, partBytes, vsixBytes } from './bundle.ts';
import { limits } from './limits.ts';

const kib = (bytes: number) => `${(bytes / 1024).toFixed(1)} KiB`;

const checks = [
  ['host code loaded at activation', await activationBytes(), limits.activationBundle],
  ['VSIX', await vsixBytes(), limits.vsix],
] as const;

for (const [path, bytes] of (await partBytes()).slice(0, 12))
  console.log(`  ${kib(bytes).padStart(10)}  ${path}`);
for (const [name, bytes, limit] of checks) {
  console.log(`${name}: ${kib(bytes)} of ${kib(limit)} (${(bytes / limit).toFixed(2)} of the limit)`);
  if (bytes > limit) process.exitCode = 1;
}
