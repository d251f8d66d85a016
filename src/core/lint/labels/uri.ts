/** Whether a text is a URI with a scheme, as RFC 3986 writes them. */
export function isUri(text: string): boolean {
  const [match, authority] = uri.exec(text) ?? [];
  return match !== undefined && !brokenEscape.test(text) && (authority === undefined || isAuthority(authority));
}

const uri =
  /^[A-Za-z][A-Za-z0-9+.-]*:(?:\/\/([^/?#]*))?[\w.~!$&'()*+,;=:@%/-]*(?:\?[\w.~!$&'()*+,;=:@%/?-]*)?(?:#[\w.~!$&'()*+,;=:@%/?-]*)?$/;
const brokenEscape = /%(?![0-9A-Fa-f]{2})/;
const authorityParts = /^(?:[\w.~!$&'()*+,;=:%-]*@)?(?:\[([^\]]*)\]|[\w.~!$&'()*+,;=%-]*)(?::\d*)?$/;

function isAuthority(text: string): boolean {
  const [match, address] = authorityParts.exec(text) ?? [];
  return match !== undefined && (address === undefined || isAddress(address));
}

/** What may stand in brackets: an IPv6 address, perhaps with a zone, or one of a version to come. */
function isAddress(text: string): boolean {
  if (text.startsWith('v')) return /^v[0-9A-Fa-f]+\.[\w.~!$&'()*+,;=:-]+$/.test(text);
  const [, address = '', zone] = /^([^%]*)(?:%25([\w.~%-]+))?$/.exec(text) ?? [];
  return isIpv6(address) && (zone === undefined || zone !== '');
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const endsInIpv4 = last.includes('.') && text.endsWith(last);
  if (endsInIpv4) groups.pop();
  const count = groups.length + (endsInIpv4 ? 2 : 0);
  return (
    (!endsInIpv4 || isIpv4(last)) &&
    groups.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group)) &&
    (halves.length === 2 ? count <= 7 : count === 8)
  );
}

function isIpv4(text: string): boolean {
  return /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) <= 255);
}
