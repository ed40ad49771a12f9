import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { paths } from '#app/paths.ts'
import { Page } from '#app/ui/layout/page.tsx'
import { RoomFrame } from '#app/ui/layout/room-frame.tsx'

const amara = {
  firstName: 'Amara',
  organisationName: 'Northbridge Council',
  teams: [{ team: '0b9d', name: 'Family Support East' }],
  isAdministrator: false,
}

describe('the frame of a page', () => {
  test('begins with the link past the navigation, which leads to the main part', () => {
    const html = renderToStaticMarkup(<Page reader={amara}>x</Page>)
    expect(html.indexOf('Skip to main content')).toBeLessThan(html.indexOf('<header'))
    expect(html).toContain('href="#main"')
    expect(html).toContain('<main class="cc-main" id="main"')
  })

  test('names the links in order and says which one is current', () => {
    const html = renderToStaticMarkup(
      <Page reader={{ ...amara, isAdministrator: true }} current={paths.cpd}>
        x
      </Page>,
    )
    const navigation = html.slice(html.indexOf('<nav'), html.indexOf('</nav>'))
    expect(Array.from(navigation.matchAll(/>([^<>]+)<\/a>/g), ([, text]) => text)).toEqual([
      'Home',
      'Toolkits',
      'My CPD',
      'Family Support East',
      'Organisation',
      'Search',
    ])
    expect(navigation.match(/aria-current="page"[^>]*>([^<]+)/)?.[1]).toBe('My CPD')
  })

  test('has no navigation and no person while nobody is signed in', () => {
    const html = renderToStaticMarkup(<Page>x</Page>)
    expect(html).not.toContain('<nav')
    expect(html).not.toContain(paths.account)
  })

  test('has exactly one polite live region', () => {
    const html = renderToStaticMarkup(
      <Page reader={amara} news="Saved 2:32pm">
        x
      </Page>,
    )
    expect(html.match(/aria-live="polite"/g)).toHaveLength(1)
    expect(html).toContain('>Saved 2:32pm</p>')
  })
})

describe('the frame of a room', () => {
  const room = { title: 'The quiet visit', teamName: 'East', day: 'Thursday 26 November' }

  test('says where we are and how to leave, and can be used without scripts', () => {
    const html = renderToStaticMarkup(<RoomFrame {...room}>x</RoomFrame>)
    expect(html).toContain('<b>The quiet visit</b> <span>East<span>, Thursday 26 November</span>')
    expect(html).toContain('Leave<span class="govuk-visually-hidden"> the room</span>')
    // Without an action a second press, on a page with a fragment, would load nothing.
    expect(html).toMatch(/<noscript><form method="get" action="\?">.*Check for news/)
    expect(html.match(/aria-live="polite"/g)).toHaveLength(1)
  })

  test('keeps the order of bar, closing, work, bottom', () => {
    const html = renderToStaticMarkup(
      <RoomFrame {...room} bar="BAR" closing="CLOSING" bottom="BOTTOM" bottomLabel="Lead the room">
        WORK
      </RoomFrame>,
    )
    const places = ['BAR', 'CLOSING', 'WORK', 'BOTTOM'].map((part) => html.indexOf(part))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(html).toContain('aria-label="Lead the room"')
  })
})

test('no page has a style attribute, which the content security policy would refuse', () => {
  const app = new URL('../../../app/', import.meta.url).pathname
  const sources = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  )
  const styled = sources.filter((name) => /\sstyle=/.test(readFileSync(join(app, name), 'utf8')))
  expect(styled).toEqual([])
})
