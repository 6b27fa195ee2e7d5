#!/usr/bin/env node
// Nothing here that an old Node cannot parse: everything else is loaded behind the check of the version.
const [major, minor] = process.versions.node.split('.').map(Number);
const isOld = major === undefined || minor === undefined || major < 22 || (major === 22 && minor < 13);

if (isOld) {
  process.stderr.write(
    'The MCP server of Video Prompt needs Node.js 22.13 or newer; this is ' +
      process.versions.node +
      '. Install a newer one.\n',
  );
  process.exitCode = 3;
} else {
  void import('./runServer.ts').then(({ runServer }) => runServer());
}
