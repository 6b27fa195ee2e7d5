import assert from 'node:assert/strict';
import { isPrivateAddress, isPrivateName } from '../../../src/core/privateAddress.ts';

describe('an address', () => {
  for (const host of [
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.1', '192.168.1.1', '169.254.169.254', '0.0.0.0'],
    ...['[::1]', '::', 'fd00::1', 'fe80::1', 'febf::1', '::ffff:10.0.0.1', '::ffff:7f00:1', '::127.0.0.1'],
    ...[
      '100.64.0.1',
      '100.127.255.254',
      '192.0.0.8',
      '192.88.99.1',
      '224.0.0.251',
      '239.1.1.1',
      '240.0.0.1',
      '255.255.255.255',
    ],
    ...[
      '::7f00:1',
      '::8.8.8.8',
      '::ffff:0:10.0.0.1',
      '64:ff9b::10.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::808:808',
      '2002:7f00:1::',
      '2002:a00:1:2::3',
    ],
    ...[
      '2001::1',
      '2001:db8::1',
      '100::1',
      'fec0::1',
      'FEFF::1',
      'ff02::1',
      '[ff05::2]',
      'fe80::1%eth0',
      'fc00::1',
      '5f00::1',
    ],
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
    ...['100.63.255.255', '100.128.0.1', '192.0.1.1', '192.88.98.1', '223.255.255.255'],
    ...[
      '64:ff9b::808:808',
      '2002:808:808::1',
      '2001:200::1',
      '2001:4860:4860::8888',
      'fe00::1',
      '64:ff9b:2::1',
    ],
    ...['1::2::3', ':::', '1:2:3', '300.1.1.1', '::1.2.3.400', 'g::1'],
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
      ...[
        'nas.lan',
        'NAS.LAN.',
        'router.home.arpa',
        'wiki.corp',
        'a.intranet',
        'tv.home',
        'x.localdomain',
        'y.private',
      ],
      ...['printer', 'mylocal', 'cdn.'],
    ])
      assert.equal(isPrivateName(name), true, name);
    for (const name of [
      'local.example',
      'internal.example',
      'lan.example',
      'milan.example',
      'home.arpa.example',
      'a.xlan',
      '10.0.0.1',
    ])
      assert.equal(isPrivateName(name), false, name);
  });
});
