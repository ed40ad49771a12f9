// What XML 1.0 cannot hold at all, not even escaped.
const impossible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu
const special: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}

/** `text` as it stands between tags or in an attribute: text, and never markup. Pure. */
export function xmlText(text: string): string {
  return text.replace(impossible, '\ufffd').replace(/[&<>"\r]/g, (sign) => special[sign] ?? sign)
}
