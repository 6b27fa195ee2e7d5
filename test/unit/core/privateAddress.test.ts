import assert from 'node:assert/strict';
import { isPrivateAddress, isPrivateName } from '../../../src/core/privateAddress.ts';

describe('an address', () => {
  for (const host of [
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.1', '192.168.1.1', '169.254.169.254', '0.0.0.0'],
    ...['[::1]', '::', 'fd00::1', 'fe80::1', 'febf::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '::127.0.0.1'],
  ]) {
    it(`${host} is private`, () => assert.equal(isPrivateAddress(host), true));
  }

  for (const host of [
    '8.8.8.8',
    '172.32.0.1',
    '192.169.0.1',
    '198.18.0.7',
    '2606:4700::1',
    '::ffff:808:808',
    'fd.example',
    'a.example',
  ]) {
    it(`${host} is not`, () => assert.equal(isPrivateAddress(host), false));
  }

  it('is private however a URL writes it', () => {
    for (const link of [
      'https://2130706433/',
      'https://0x7f.1/',
      'https://127.1/',
      'https://[::ffff:127.0.0.1]/',
      'https://0/',
    ]) {
      assert.equal(isPrivateAddress(new URL(link).hostname), true, link);
    }
  });
});

describe('a name', () => {
  it('may mean this machine or its network by itself', () => {
    for (const name of [
      'localhost',
      'a.localhost',
      'printer.local',
      'metadata.google.internal',
      'localhost.',
    ])
      assert.equal(isPrivateName(name), true, name);
    for (const name of ['local.example', 'mylocal', 'internal.example'])
      assert.equal(isPrivateName(name), false, name);
  });
});
