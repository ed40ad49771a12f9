import { expect, test } from 'vitest'
import type { Letter } from '#server/mail/rules/letter.ts'
import { day, londonInstant } from '#server/platform/rules/london.ts'
import { handClock } from '#tests/support/clock.ts'
import { actorNamed } from '#tests/support/one-room.ts'
import { startProduct } from '#tests/support/product.ts'

test('links in mails and calendars work for whoever has them, lead to us alone, and are never logged', async () => {
  const sent: { to: string; letter: Letter }[] = []
  const clock = handClock(londonInstant(day.parse('2026-11-25'), '08:10'))
  const product = await startProduct({
    clock,
    mail: { send: ({ to, letter }) => Promise.resolve(void sent.push({ to, letter })) },
  })
  const { services, origin } = product
  await services.reminders.remindAll()
  await services.mail.deliverDue()
  const off = sent.find(({ to }) => to.startsWith('ben@'))?.letter.unsubscribe ?? ''
  expect(off.startsWith(`${origin}/reminders/off/`)).toBe(true)
  const path = off.slice(origin.length)
  const token = path.split('/').at(-1) ?? ''

  // Looking turns nothing off; a mail program's post does, without a cookie and from anywhere.
  const seen = await product.get(path, null)
  expect(await seen.text()).toContain('No more reminders')
  const ben = await actorNamed(product, 'Ben')
  expect((await services.reminders.wishOf(ben)).time).toBe('window')
  const oneClick = {
    method: 'POST',
    body: 'List-Unsubscribe=One-Click',
    redirect: 'manual',
  } as const
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const posted = await fetch(off, { ...oneClick, headers })
  expect(posted.status).toBe(303)
  expect((await services.reminders.wishOf(ben)).time).toBe('off')
  const forged = await fetch(`${off}x`, { ...oneClick, headers })
  expect(forged.status).toBe(404)

  // ★ Only that address is open to posts from elsewhere.
  const cookie = await product.cookieOf('ben@northbridge.example')
  const cross = { ...headers, cookie, 'sec-fetch-site': 'cross-site' }
  for (const other of [
    '/account/reminders',
    '/account/delete',
    '/reminders/off/',
    '/account/leave',
  ]) {
    const answer = await fetch(`${origin}${other}`, { ...oneClick, headers: cross })
    expect(answer.status, other).toBe(403)
  }

  const asked = await product.post('/forgot-password', { email: 'ben@northbridge.example' }, null)
  expect(asked.status).toBe(303)
  await services.mail.deliverDue()
  const reset = sent.at(-1)?.letter.link?.href ?? ''
  expect(reset.startsWith(`${origin}/reset-password/`)).toBe(true)
  expect((await product.get(reset.slice(origin.length), null)).status).toBe(200)

  const secret = await services.calendar.makeFeed(ben)
  const feed = await product.get(`/calendar/${secret}`, null)
  expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(await feed.text()).toContain('BEGIN:VCALENDAR')
  await services.calendar.revokeFeed(ben)
  expect((await product.get(`/calendar/${secret}`, null)).status).toBe(404)

  // T8: the link of an invitation shows the same page whether or not there is an account already.
  const jo = await actorNamed(product, 'Jo')
  const { db } = product
  await db.tx(async (tx) => {
    const organisation = await services.organisations.createIn(tx, 'Southbridge Council')
    const { person } = await services.accounts.accountIn(tx, 'known@southbridge.example')
    const who = { person, name: 'Known', jobTitle: 'Social worker', administrator: false }
    await services.organisations.affiliateIn(tx, organisation, who)
  })
  const pages: string[] = []
  for (const email of ['new@southbridge.example', 'known@southbridge.example']) {
    const role = { team: '', role: 'practitioner', administrator: 'yes' } as const
    const added = await services.people.add(jo, { name: 'Al', email, jobTitle: 'Lead', ...role })
    const asked = added.ok && (await services.people.inviteAgain(jo, added.value.person, 'link'))
    const wayIn = asked && asked.ok ? asked.value : null
    const at = wayIn?.by === 'link' ? wayIn.address.slice(origin.length) : ''
    const shown = await (await product.get(at, null)).text()
    expect(shown).toContain('Choose a password')
    expect(shown).toContain('Sign in and answer the invitation')
    // The link itself and two numbers of the request aside.
    const same = shown.replaceAll(at.split('/').at(-1) ?? '', 'TOKEN')
    pages.push(same.replace(/nonce="[^"]*"|"reference\\",\\"[0-9a-f]{8}/g, ''))
  }
  expect(pages[1]).toBe(pages[0])

  const logged = product.logged.join('\n')
  expect(logged).toContain('/reminders/off/…')
  for (const secretText of [token, secret, reset.split('/').at(-1) ?? 'none', 'ben@']) {
    expect(logged).not.toContain(secretText)
  }
})
