/**
 * One spelling for the URI of a folder, whatever the case of scheme, host and drive, the encoding of its characters, a
 * slash at its end, or `.` and `..` in it. Upper and lower case of names stay: only the disk knows whether they matter.
 */
export function folderKey(uri: string): string {
  const parts = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#]*))?([^?#]*)/i.exec(uri);
  if (parts === null) return uri;
  const [, scheme = '', authority = '', path = ''] = parts;
  const names: string[] = [];
  for (const name of path.split('/').map(decoded)) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  const drive = names[0];
  if (drive !== undefined && /^[a-z]:$/i.test(drive)) names[0] = drive.toLowerCase();
  return `${scheme.toLowerCase()}://${host(authority)}/${names.map(encoded).join('/')}`;
}

function host(authority: string): string {
  return authority.toLowerCase().replace(/%[0-9a-f]{2}/g, (byte) => byte.toUpperCase());
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** As VS Code writes it. */
function encoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
