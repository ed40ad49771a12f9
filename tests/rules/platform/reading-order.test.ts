import { expect, test } from 'vitest'
import {
  fromTheLeft,
  isRightToLeft,
  levelsOf,
  mirrored,
} from '#server/platform/rules/reading-order.ts'

/** As it stands on paper from the left; capital letters play what is read from the right. */
function onPaper(typed: string): string {
  const letters = Array.from(typed, (sign) => (/[A-Z]/.test(sign) ? hebrew(sign) : sign))
  const levels = levelsOf(letters, isRightToLeft(letters.join('')))
  const parts = Array.from(typed, (sign, at) => ({ sign, level: levels[at] ?? 0 }))
  return fromTheLeft(parts)
    .map(({ sign, level }) => (level % 2 === 1 ? mirrored(sign) : sign))
    .join('')
}

function hebrew(sign: string): string {
  return String.fromCharCode(0x05d0 + sign.charCodeAt(0) - 65)
}

test.each([
  ['plain words', 'plain words'],
  ['he said ABC twice', 'he said CBA twice'],
  ['he said ABC DEF.', 'he said FED CBA.'],
  ['ABC (DEF) GHI', 'IHG (FED) CBA'],
  ['ABC 123 DEF', 'FED 123 CBA'],
  ['ABC swe DEF.', '.FED swe CBA'],
  ['a (ABC) b', 'a (CBA) b'],
])('%s', (typed, paper) => {
  expect(onPaper(typed)).toBe(paper)
})
