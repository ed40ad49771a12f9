/** A word of a text in its plain form, with where it stands in the text. */
export type Word = { word: string; start: number; end: number }

/** Letters that no Unicode decomposition takes apart, as people type them who lack the key. */
const plainLetters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ŋ: 'n',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
}

/** Longer runs are no words; what is past this says nothing more. */
const longestWord = 40

/**
 * A word as it is compared: small letters and digits without accents, marks and apostrophes, so
 * that `Tŵr`, `TWR` and `twr` are one word, and `Łukasz` is `lukasz`. Folding twice changes nothing.
 */
export function fold(word: string): string {
  return word
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/[łøđðħıŧŋþßæœ]/g, (letter) => plainLetters[letter] ?? letter)
    .slice(0, longestWord)
}

/** The words of a text in order, each with its place in the text as it was written. */
export function wordsOf(text: string): Word[] {
  const found: Word[] = []
  for (const run of text.matchAll(/[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|['’](?=\p{L}))*/gu)) {
    const word = fold(run[0])
    if (word !== '') found.push({ word, start: run.index, end: run.index + run[0].length })
  }
  return found
}

/** The words of a text as the index keeps them: folded, with one space between. */
export function foldedText(text: string): string {
  return wordsOf(text)
    .map(({ word }) => word)
    .join(' ')
}
