/**
 * Room codes: what a person reads off a screen and types on a phone. No 0, O, 1, I or L, which are
 * mistaken for each other, and no other vowel, so that no code is a word.
 */
export const codeAlphabet = 'BCDFGHJKMNPQRSTVWXYZ23456789'
export const codeLength = 6

/** Bytes from here on are left out: the alphabet would not come round evenly. */
const fairBelow = 256 - (256 % codeAlphabet.length)

/** The code that lies in random `bytes`; null when too few of them can be used. Pure. */
export function codeFrom(bytes: Uint8Array): string | null {
  const fair = [...bytes].filter((byte) => byte < fairBelow).slice(0, codeLength)
  if (fair.length < codeLength) return null
  return fair.map((byte) => codeAlphabet.charAt(byte % codeAlphabet.length)).join('')
}

/**
 * A code as it is kept, from what somebody typed: large or small letters, with spaces or hyphens.
 * Null for what has not six letters and numbers. Pure.
 */
export function readCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .replace(/[\s-]+/gu, '')
    .toUpperCase()
  return new RegExp(`^[0-9A-Z]{${codeLength}}$`).test(code) ? code : null
}

/** 'K7 M4 QX': how a code is shown, in pairs. */
export function spelledCode(code: string): string {
  return code.match(/.{1,2}/g)?.join(' ') ?? code
}
