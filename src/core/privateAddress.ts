/**
 * Whether an IP address leads to this machine or a private network. `198.18.0.0/15` is none of them on purpose: some
 * network tools answer every name with an address from there.
 */
export function isPrivateAddress(host: string): boolean {
  const address = host.replace(/^\[|\]$/g, '').toLowerCase();
  const mapped = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1] ?? mappedHex(address);
  const parts = /^(\d+)\.(\d+)\.\d+\.\d+$/.exec(mapped ?? address);
  if (parts !== null) return isPrivateV4(Number(parts[1]), Number(parts[2]));
  if (!address.includes(':')) return false;
  // This machine, unique local, link-local.
  return /^(?:::1?$|f[cd]|fe[89ab])/.test(address);
}

/** The URL parser writes `::ffff:127.0.0.1` as `::ffff:7f00:1`. */
function mappedHex(address: string): string | undefined {
  const found = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(address);
  if (found === null) return undefined;
  const [high, low] = [parseInt(found[1] ?? '', 16), parseInt(found[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function isPrivateV4(first: number, second: number): boolean {
  return (
    first === 0 ||
    first === 10 ||
    first === 127 ||
    (first === 169 && second === 254) ||
    (first === 172 && second >= 16 && second <= 31) ||
    (first === 192 && second === 168)
  );
}

/** A name that means this machine or its own network, whatever it is resolved to. */
export function isPrivateName(host: string): boolean {
  return /(?:^|\.)(?:localhost|local|internal)\.?$/i.test(host);
}
