import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Mark } from '#app/ui/mark.tsx'
import { fillClass, Ring, Steps } from '#app/ui/progress.tsx'
import { SaveState, saveWords } from '#app/ui/save-state.tsx'
import { initials, Seat } from '#app/ui/seat.tsx'
import { WhoReads } from '#app/ui/who-reads.tsx'

/** What a page reads like, without its signs. */
function words(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

describe('who reads it', () => {
  test.each([
    ['only-you', 'Only you can read this'],
    ['team-with-name', 'Your team reads this, with your name'],
    ['team-without-name', 'Your team reads this, without your name'],
    ['facilitators', 'Only facilitators read this'],
    ['manager-fact', 'Your manager sees this fact, never your words'],
  ] as const)('%s is said in its one phrase', (readers, phrase) => {
    expect(words(renderToStaticMarkup(<WhoReads readers={readers} />))).toBe(phrase)
  })
})

describe('save state', () => {
  test('has five phrases', () => {
    expect(saveWords({ kind: 'saved', time: '2:32pm' })).toBe('Saved 2:32pm')
    expect(saveWords({ kind: 'team', time: '10:31am' })).toBe('Saved for the team 10:31am')
    expect(saveWords({ kind: 'device' })).toBe('Saved on this device. Sending…')
    expect(saveWords({ kind: 'offline' })).toBe('Offline. Saved on this device')
    expect(saveWords({ kind: 'trying' })).toBe('Not saved yet. We keep trying.')
  })

  test('says the whole phrase in the room bar too', () => {
    const html = renderToStaticMarkup(
      <SaveState state={{ kind: 'team', time: '10:31am' }} isShort />,
    )
    expect(words(html)).toBe('Saved for the team 10:31am')
  })
})

describe('signs never stand alone', () => {
  test('a mark reads out its words, and its picture is left out', () => {
    const html = renderToStaticMarkup(<Mark kind="done" words="Done" />)
    expect(words(html)).toBe('Done')
    expect(html).toContain('aria-hidden="true"')
  })

  test('a ring says how many of how many, also when there are more than needed', () => {
    expect(renderToStaticMarkup(<Ring ready={1} needed={2} />)).toContain('1 of 2 pieces ready')
    const full = renderToStaticMarkup(<Ring ready={3} needed={2} />)
    expect(full).toContain('3 of 2 pieces ready')
    expect(full).not.toContain('stroke-dasharray')
    expect(renderToStaticMarkup(<Ring ready={0} needed={2} />)).not.toContain('cc-ring__got')
  })

  test('steps say in words what they show', () => {
    const html = renderToStaticMarkup(
      <Steps states={['done', 'now', 'empty']} label="1 of 3 sections done" percent={52} />,
    )
    expect(html).toContain('role="img" aria-label="1 of 3 sections done"')
    expect(html).toContain('is-now cc-fill-50')
  })

  test('a fill stays between empty and full', () => {
    expect(fillClass(-3)).toBe('cc-fill-0')
    expect(fillClass(97.4)).toBe('cc-fill-95')
    expect(fillClass(250)).toBe('cc-fill-100')
  })
})

describe('a seat', () => {
  test('shows two letters, by whole letters', () => {
    expect(initials('Amara')).toBe('Am')
    expect(initials('élodie')).toBe('Él')
    expect(initials('O Brien')).toBe('O')
    expect(initials('')).toBe('')
  })

  test('is left out for screen readers: the name stands beside it', () => {
    expect(renderToStaticMarkup(<Seat name="Amara" kind="lead" />)).toContain('aria-hidden="true"')
  })
})
