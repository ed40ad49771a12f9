import { scale, transcript, video, videoFiles, vignette } from '#tests/services/toolkits/scenes.ts'
import { publishBeside, smallToolkitYaml } from '#tests/support/toolkit-beside.ts'
import { awake, expect, sees, test, type Person } from './support/northbridge.ts'
import { pressByKey, tabTo } from './support/keyboard.ts'
import { lookAt, picture } from './support/screenshots.ts'

const section = '/toolkits/listening/sections/first'

/** A vignette, a spread and a film. */
const files = {
  ...videoFiles,
  'toolkits/listening/media/visit.md': transcript,
  'toolkits/listening/toolkit.yaml': smallToolkitYaml('listening', 'Listening'),
  'toolkits/listening/module/01-first.mdx': `---
title: A first section
---

Some words.

${vignette}

${scale}

${video}
`,
}

/** Whatever the browser has: the page as it came, with the data that it was made from. */
async function everything({ page }: Person): Promise<string> {
  const answer = await page.request.get(section)
  return `${await answer.text()} ${await page.content()}`
}

for (const javaScript of [true, false]) {
  const how = javaScript ? 'with JavaScript' : 'without JavaScript'
  // axe needs JavaScript; without it the pictures still prove that nothing scrolls sideways.
  const look = javaScript ? lookAt : picture

  test(`a vignette, a spread and a film at 320 px by keyboard, ${how}`, async ({
    enter,
    server,
  }) => {
    publishBeside(server.dataDir, files)
    const ben = await enter('Ben', { javaScript, width: 320 })
    await ben.page.goto(section)
    await sees(ben, 'You ring. Nobody')
    await awake(ben)
    await look(ben.page, `scenes-${javaScript}`)

    await walk(ben)
    await judge(ben)
    await look(ben.page, `scenes-done-${javaScript}`)
    if (javaScript) await watch(ben)
    else await expect(ben.page.locator('track')).toHaveAttribute('kind', 'captions')
  })
}

/** ★ Each scene comes when it is reached and not before; going back is always possible. */
async function walk(ben: Person): Promise<void> {
  expect(await everything(ben)).not.toMatch(/SCENE-|PANEL-/)
  await pressByKey(ben, 'Ring again')
  await sees(ben, 'SCENE-WAIT')
  await expect(ben.page.locator('#here-at-the-door')).toBeInViewport()
  expect(await everything(ben)).not.toMatch(/SCENE-(?!WAIT)/)
  await pressByKey(ben, 'Ask him', 'Space')
  await sees(ben, 'SCENE-TALK')
  await sees(ben, 'This way ends here.')
  if (ben.javaScript) await expect(ben.page.locator('#here-at-the-door')).toBeFocused()
  await pressByKey(ben, 'Go back one step')
  await expect(ben.page.getByText('SCENE-TALK')).toHaveCount(0)
  await sees(ben, 'you can stop at any time')
  await pressByKey(ben, 'Start again')
  await pressByKey(ben, 'Leave a note')
  await sees(ben, 'SCENE-NOTE')
}

/** ★ The panel is there once one has judged, and practitioners from five on. */
async function judge(ben: Person): Promise<void> {
  const { page } = ben
  expect(await everything(ben)).not.toMatch(/PANEL-/)
  await pressByKey(ben, 'Judge, and see')
  await expect(page.locator('.govuk-error-summary')).toContainText('Choose an answer first.')
  await tabTo(ben, page.getByLabel('1: Not at all'))
  await page.keyboard.press('ArrowDown')
  await expect(page.getByLabel('2', { exact: true })).toBeChecked()
  await pressByKey(ben, 'Judge, and see')
  await sees(ben, 'PANEL-EATEN')
  await sees(ben, 'Not enough answers yet.')
  await expect(page.locator('.cc-spread__line.is-own')).toContainText('Your judgement')
  if (ben.javaScript) await expect(page.locator('#spread-how-worried')).toBeFocused()
}

/** The transcript leads into the film and follows it, and so do the captions. */
async function watch(ben: Person): Promise<void> {
  const { page } = ben
  const film = page.locator('video')
  const caption = () =>
    film.evaluate((one: HTMLVideoElement) => {
      const cue = one.textTracks[0]?.activeCues?.[0]
      return cue instanceof VTTCue ? cue.text : ''
    })
  await expect.poll(() => film.evaluate((one: HTMLVideoElement) => one.duration)).toBe(6)
  const time = page.getByRole('link', { name: 'Play from 0:02' })
  await tabTo(ben, time)
  await page.keyboard.press('Enter')
  await expect(page.locator('.cc-spoken[aria-current]')).toContainText('You said Monday.')
  // From here on it stands still: a film does not wait for whoever looks.
  const at = await film.evaluate((one: HTMLVideoElement) => {
    const playedTo = one.currentTime
    one.pause()
    one.currentTime = 3
    return playedTo
  })
  expect(at).toBeGreaterThanOrEqual(2)
  await expect.poll(caption).toBe('I am sorry.')
  expect(page.url()).toContain(section)
  await film.evaluate((one: HTMLVideoElement) => {
    one.currentTime = 0.5
  })
  await expect(page.locator('.cc-spoken[aria-current]')).toContainText('A kitchen.')
  await expect.poll(caption).toBe('You said Monday.')
}
