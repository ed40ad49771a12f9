import { expect, test } from 'vitest'
import { paths } from '#app/paths.ts'
import { wayBack } from '#app/ui/jobs/way-back.ts'

const memberships = [
  { team: 'east', teamName: 'Family Support East' },
  { team: 'west', teamName: 'Adults Locality West' },
]

test('a file leads back to where it was asked for: the team by its name, else one’s own record', () => {
  expect(wayBack({ team: 'west' }, memberships)).toEqual({
    ...{ href: paths.team('west'), text: 'Adults Locality West', current: paths.team('west') },
  })
  expect(wayBack({ team: null }, memberships)).toMatchObject({ href: paths.cpdExport })
})
