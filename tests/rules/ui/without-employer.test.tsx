import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { paths } from '#app/paths.ts'
import { OwnData } from '#app/ui/account/own-data.tsx'
import { WithoutEmployer } from '#app/ui/home/without-employer.tsx'

test('who belongs to no organisation is told what is theirs, and by what they come back', () => {
  const without = renderToStaticMarkup(<WithoutEmployer privateAddress={null} />)
  expect(without).toContain('You belong to no organisation here now.')
  expect(without).toContain(`href="${paths.privateAddress}"`)
  const own = 'ben@home.example'
  const withOne = renderToStaticMarkup(<WithoutEmployer privateAddress={own} />)
  expect(withOne).toContain(own)
  expect(withOne).not.toContain('Add a private e-mail address')
})

test('only who has an employer is offered to leave them', () => {
  const links = (isEmployed: boolean) => renderToStaticMarkup(<OwnData isEmployed={isEmployed} />)
  expect(links(true)).toContain(paths.leave)
  expect(links(false)).not.toContain(paths.leave)
  expect(links(false)).toContain(paths.deleteAccount)
})
