/**
 * Ranges that lead to this machine, a private network, or nowhere in the public one (IANA's special-purpose registries).
 * `198.18.0.0/15` is none of them on purpose: some network tools answer every name with an address from there.
 */
const notPublicV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  // Carrier-grade NAT.
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  // Protocol assignments, and the relays of 6to4.
  '192.0.0.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  // Multicast, and what is reserved up to broadcast.
  '224.0.0.0/4',
  '240.0.0.0/4',
].map(rangeV4);

const notPublicV6 = [
  // Unspecified, loopback and the IPv4-compatible form, whatever it holds.
  '::/96',
  // NAT64 of one's own network, and what is to be discarded.
  '64:ff9b:1::/48',
  '100::/64',
  // Protocol assignments, Teredo among them; documentation; segment routing.
  '2001::/23',
  '2001:db8::/32',
  '3fff::/20',
  '5f00::/16',
  // Unique local, link-local, site-local, multicast.
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
].map(rangeV6);

/** Forms that hold an IPv4 address, which decides: mapped, translated, NAT64 and 6to4. The number: its first group. */
const holdingV4 = [
  { range: rangeV6('::ffff:0:0/96'), at: 6 },
  { range: rangeV6('::ffff:0:0:0/96'), at: 6 },
  { range: rangeV6('64:ff9b::/96'), at: 6 },
  { range: rangeV6('2002::/16'), at: 1 },
] as const;

interface Range<Address> {
  readonly base: Address;
  readonly bits: number;
}

/** Whether an IP address leads to this machine, a private network, or no place of the public one. False for a name. */
export function isPrivateAddress(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const v4 = parseV4(address);
  if (v4 !== undefined) return isPrivateV4(v4);
  const groups = parseV6(address);
  if (groups === undefined) return false;
  const holder = holdingV4.find(({ range }) => isWithinV6(groups, range));
  if (holder !== undefined) {
    const [high = 0, low = 0] = groups.slice(holder.at);
    return isPrivateV4(high * 0x1_0000 + low);
  }
  return notPublicV6.some((range) => isWithinV6(groups, range));
}

/**
 * A name that means this machine or its own network, whatever it is resolved to: those that are set aside for it
 * (RFC 6761, 6762, 8375, ICANN's `internal`), those that routers and companies give, and a name without a dot.
 */
export function isPrivateName(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (name.includes(':') || parseV4(name) !== undefined) return false;
  return (
    !name.includes('.') ||
    /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa)$/.test(name)
  );
}

function isPrivateV4(address: number): boolean {
  return notPublicV4.some(({ base, bits }) => {
    const size = 2 ** (32 - bits);
    return Math.floor(address / size) === Math.floor(base / size);
  });
}

function isWithinV6(groups: readonly number[], { base, bits }: Range<readonly number[]>): boolean {
  return groups.every((group, index) => {
    const own = Math.min(16, Math.max(0, bits - index * 16));
    const size = 2 ** (16 - own);
    return Math.floor(group / size) === Math.floor((base[index] ?? 0) / size);
  });
}

function parseV4(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts?.every((part) => part <= 255) !== true) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

/** Its eight groups. */
function parseV6(text: string): readonly number[] | undefined {
  const [, start = '', dotted] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  const v4 = dotted === undefined ? undefined : parseV4(dotted);
  if (dotted !== undefined && v4 === undefined) return undefined;
  const plain =
    v4 === undefined
      ? text
      : `${start}${Math.floor(v4 / 0x1_0000).toString(16)}:${(v4 % 0x1_0000).toString(16)}`;
  const halves = plain.split('::');
  if (!plain.includes(':') || halves.length > 2) return undefined;
  const [head = [], tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...tail];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : undefined;
}

function rangeV4(text: string): Range<number> {
  const [base = '', bits] = text.split('/');
  return { base: parseV4(base) ?? NaN, bits: Number(bits) };
}

function rangeV6(text: string): Range<readonly number[]> {
  const [base = '', bits] = text.split('/');
  return { base: parseV6(base) ?? [], bits: Number(bits) };
}
