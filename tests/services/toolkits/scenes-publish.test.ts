import { expect, test } from 'vitest'
import { releases } from '#db/schema/toolkits.ts'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { contentFolder, section, toolkitsOf } from './folder.ts'
import { options, scale, video, videoFiles, vignette } from './scenes.ts'

const listening = toolkitId.parse('listening')

async function published() {
  const folder = contentFolder({
    ...videoFiles,
    'toolkits/listening/module/01-first.mdx': [section, vignette, scale, options, video].join('\n'),
  })
  const made = await toolkitsOf(folder)
  expect((await made.toolkits.publishAll()).findings).toEqual([])
  const release = await made.toolkits.current(listening)
  if (!release) throw new Error('nothing was published')
  return { ...made, release }
}

test('★ no scene and nothing of a panel is in what a browser is given, or in the search', async () => {
  const { toolkits, release, db } = await published()
  const [row] = await db.read.select({ search: releases.search }).from(releases)
  const text = await toolkits.section(release.hash, 'first')
  const seen = JSON.stringify([await toolkits.library(), text, row?.search])
  expect(seen).toContain('At the door')
  expect(seen).not.toMatch(/SCENE-|PANEL-/)
  expect(JSON.stringify(row?.search)).toContain('You ring. Nobody opens.')
  expect(JSON.stringify(row?.search)).toContain('How worried are you tonight?')
  expect(text?.blocks.flatMap((one) => (one.kind === 'item' ? [one.item.type] : []))).toEqual([
    ...['check', 'reflection', 'vignette', 'spread', 'spread'],
  ])
  // Negative control: the server itself has them.
  expect(JSON.stringify(release)).toMatch(/SCENE-TALK/)
  expect(JSON.stringify(release)).toMatch(/PANEL-STORY/)
})

test('the scenes of a vignette are rendered apart, in their order', async () => {
  const { toolkits, release } = await published()
  expect(await toolkits.scenes(release.hash, 'at-the-door')).toEqual([
    '<p class="govuk-body">You ring. Nobody <strong>opens</strong>.</p>',
    '<p class="govuk-body">SCENE-WAIT: a boy opens.</p>',
    '<p class="govuk-body">SCENE-NOTE: you wonder who will read it.</p>',
    '<p class="govuk-body">SCENE-TALK: he looks over his shoulder.</p>',
  ])
  expect(await toolkits.scenes(release.hash, 'nothing')).toEqual([])
})

test('a video is shown with its captions and a transcript that leads to its moments', async () => {
  const { toolkits, release } = await published()
  const text = await toolkits.section(release.hash, 'first')
  const html = text?.blocks.flatMap((one) => (one.kind === 'html' ? [one.html] : [])).join('') ?? ''
  const address = /<video src="(\/media\/[0-9a-f]{64}\/[0-9a-f]{32}\.webm)"/.exec(html)?.[1] ?? ''
  expect(html).toMatch(/<video [^>]*controls=""[^>]*width="1" height="1">/)
  expect(html).toMatch(/<track kind="captions" src="[^"]+\.vtt" srcLang="en" label="English"/)
  expect(html).toContain('Transcript of this video, 6 seconds')
  expect(html).toContain(`href="${address}#t=2"`)
  expect(html).toContain('data-at="2"')
  expect(html).toContain('<strong>Dana:</strong> You said Monday.')
  const name = address.split('/').at(-1) ?? ''
  const media = await toolkits.media(release.hash, name)
  expect(media?.type).toBe('video/webm')
  // It is played in pieces.
  const whole = Buffer.from(media?.bytes ?? [])
  const piece = await toolkits.media(release.hash, name, 'bytes=4-11')
  expect(piece).toMatchObject({ size: whole.length, range: { first: 4, last: 11 } })
  expect(Buffer.from(piece?.bytes ?? [])).toEqual(whole.subarray(4, 12))
  expect(await toolkits.media(release.hash, name, 'bytes=99999-')).toMatchObject({
    range: 'beyond',
  })
  // Its length is part of the section's time.
  expect(release.sections[0]?.minutes).toBeGreaterThanOrEqual(5)
})
