import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { diffToolkit } from '#server/toolkits/authors/diff.server.ts'
import { newToolkit } from '#server/toolkits/authors/new.server.ts'
import { startPreview, type RunningPreview } from '#server/toolkits/authors/preview.server.ts'
import { checkContent } from '#server/toolkits/content-command.server.ts'
import { testFolder } from '#tests/support/database.ts'
import { contentFolder, section, toolkitsOf, toolkitYaml, write } from './folder.ts'
import { clock } from './judge.ts'

const first = 'toolkits/listening/module/01-first.mdx'
const yaml = 'toolkits/listening/toolkit.yaml'
const running: RunningPreview[] = []

afterEach(async () => {
  for (const one of running.splice(0)) await one.stop()
})

async function lines(work: (say: (line: string) => void) => Promise<number>) {
  const said: string[] = []
  const code = await work((line) => void said.push(line))
  return { code, said }
}

test('a new toolkit explains itself, passes the check, and touches nothing that exists', async () => {
  const folder = testFolder()
  const made = await lines((say) => newToolkit('hearing-elders', folder, say, clock))
  expect(made.code).toBe(0)
  expect(made.said.join('\n')).toMatch(/preview hearing-elders[\s\S]*check hearing-elders/)
  expect(await lines((say) => checkContent(folder, say, clock))).toEqual({
    code: 0,
    said: ['1 toolkit checked, nothing to mend.'],
  })
  const text = readFileSync(join(folder, 'toolkits/hearing-elders/toolkit.yaml'), 'utf8')
  expect(text).toMatch(/^id: hearing-elders$/m)
  expect(text).toMatch(/on: 2026-11-25\n {2}next: 2027-11-25/)
  expect(existsSync(join(folder, 'toolkits/.hearing-elders.making'))).toBe(false)

  const again = await lines((say) => newToolkit('hearing-elders', folder, say, clock))
  expect(again).toEqual({
    code: 1,
    said: [expect.stringContaining('already: choose another name')],
  })
  const odd = await lines((say) => newToolkit('../Odd', folder, say, clock))
  expect(odd).toEqual({ code: 1, said: [expect.stringContaining('use small letters')] })
})

test('the difference to what is published is told in words, with the severity that fits', async () => {
  const folder = contentFolder()
  const { toolkits, db } = await toolkitsOf(folder)
  const at = join(folder, 'toolkits/listening')
  const diff = () => lines((say) => diffToolkit(at, { db, clock }, say))
  expect((await diff()).said).toEqual(['listening has not been published yet: all of it is new.'])
  await toolkits.publishAll()
  expect((await diff()).said).toEqual(['listening is what is published as 1.0.0.'])

  write(folder, {
    [first]: section
      .replace('What would you change first?', 'What would you change at once?')
      .replace('id="last-visit"', 'id="next-visit"'),
    [yaml]: `${toolkitYaml}retired: [last-visit]\n`,
  })
  expect(await diff()).toEqual({
    code: 0,
    said: [
      'Against version 1.0.0, which is read now:',
      '  The check first-step is reworded.',
      '  The reflection next-visit is new, in section first.',
      '  The reflection last-visit is retired: answers to it are kept.',
      'change.severity: read fits, because there is something new to read.',
      'toolkit.yaml says none: change it, unless you know better.',
      'Raise version in toolkit.yaml: 1.0.0 is published with another text.',
    ],
  })

  write(folder, { [first]: '{1}' })
  const broken = await diff()
  expect(broken.code).toBe(1)
  expect(broken.said.at(-1)).toBe('Mend this first: what is broken cannot be compared.')
})

test('the preview shows the text, its time and its faults, and says within a second that it changed', async () => {
  const folder = contentFolder()
  const preview = await startPreview(join(folder, 'toolkits/listening'), clock, { port: 0 })
  if (!preview) throw new Error('no preview')
  running.push(preview)
  const page = async () => (await fetch(preview.address)).text()

  const response = await fetch(preview.address)
  expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'/)
  expect(response.headers.get('content-security-policy')).not.toMatch(/unsafe|\*/)
  const sound = await response.text()
  expect(sound).toContain('Nothing to mend')
  expect(sound).toContain('What would you change first?')
  expect(sound).toMatch(/A first section<\/a>: 2 minutes, too short for a reading age/)
  const picture = /src="(\/media\/[^"]+)"/.exec(sound)?.[1] ?? ''
  expect((await fetch(new URL(picture, preview.address))).headers.get('content-type')).toBe(
    'image/svg+xml',
  )
  expect((await fetch(new URL('/preview.css', preview.address))).status).toBe(200)

  const changes = await fetch(new URL('/changes', preview.address))
  const reader = changes.body?.getReader()
  if (!reader) throw new Error('no changes')
  const heard = async () => new TextDecoder().decode((await reader.read()).value)
  expect(await heard()).toBe('data: 0\n\n')

  const saved = performance.now()
  writeFileSync(join(folder, first), section.replace('Some words', '<Quiz /> Some words'))
  expect(await heard()).toBe('data: 1\n\n')
  expect(performance.now() - saved).toBeLessThan(5_000)
  const broken = await page()
  expect(broken).toContain('1 to mend')
  expect(broken).toContain('01-first.mdx:6:1')
  expect(broken).toContain('as it was before it broke')
  expect(broken).toContain('What would you change first?')

  writeFileSync(join(folder, first), section.replace('Some words', 'Some hard-to-reach words'))
  expect(await heard()).toBe('data: 2\n\n')
  const told = await page()
  expect(told).toContain('“hard-to-reach” puts on people')
  expect(told).toContain('Some hard-to-reach words')
  await reader.cancel()
})

test('the preview answers nobody who comes by another name', async () => {
  const preview = await startPreview(join(contentFolder(), 'toolkits/listening'), clock, {
    port: 0,
  })
  if (!preview) throw new Error('no preview')
  running.push(preview)
  const status = await new Promise((done) => {
    request(preview.address, { headers: { host: 'evil.example' } }, (response) => {
      response.resume()
      done(response.statusCode)
    }).end()
  })
  expect(status).toBe(403)
  expect(await startPreview('/nowhere', clock)).toBeNull()
})
