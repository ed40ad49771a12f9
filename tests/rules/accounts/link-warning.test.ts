import { expect, test } from 'vitest'
import { linkWarning } from '#server/accounts/rules/link-warning.ts'

test('an operator is warned before they hand over a link of somebody who has left', () => {
  expect(linkWarning({ isEmployed: true, isPrivate: false })).toBeNull()
  expect(linkWarning({ isEmployed: true, isPrivate: true })).toBeNull()
  const employers = linkWarning({ isEmployed: false, isPrivate: false })
  expect(employers).toContain('may be somebody else’s')
  expect(employers).toContain('people address EMAIL PRIVATE-ADDRESS')
  const own = linkWarning({ isEmployed: false, isPrivate: true })
  expect(own).toContain('hand the link to them alone')
  expect(own).not.toContain('may be somebody else’s')
})
