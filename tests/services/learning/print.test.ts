import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { testFolder } from '#tests/support/database.ts'
import { actorNamed } from '#tests/support/one-room.ts'
import { markedContent, readPdf } from '#tests/support/pdf-text.ts'
import { startProduct } from '#tests/support/product.ts'

const participation = toolkitId.parse('participation')
const own = 'quillwort by the weir'

test('a whole module is printed with its sources numbered, and with own answers only when asked', async () => {
  const product = await startProduct()
  const { services } = product
  const ben = await actorNamed(product, 'Ben')
  const release = await services.toolkits.current(participation)
  const section = release?.sections.find((one) => one.items.some((i) => i.type === 'reflection'))
  const item = section?.items.find((one) => one.type === 'reflection')
  if (!release || !section || !item) throw new Error('the toolkit has no reflection')
  await services.learning.saveReflection(ben, participation, section.id, item.id, `I saw ${own}.`)

  const cookie = await product.cookieOf('ben@northbridge.example')
  const amara = await product.cookieOf('amara@northbridge.example')
  const textOf = async (path: string, who = cookie) => {
    const answer = await product.get(path, who)
    expect(answer.status, path).toBe(200)
    return answer.text()
  }
  const plain = await textOf('/toolkits/participation/print')
  for (const { number, title } of release.sections) {
    expect(plain.replaceAll('<!-- -->', '')).toContain(`${number}. ${title}`)
  }
  const ids = [...plain.replace(/<script[\s\S]*/, '').matchAll(/ id="([^"]*)"/g)].map(
    (one) => one[1],
  )
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
  const cited = new Set([...plain.matchAll(/href="#ref-(\d+)"/g)].map((one) => one[1]))
  expect(cited.size).toBeGreaterThan(5)
  for (const number of cited) expect(plain).toContain(`<li id="ref-${String(number)}"`)

  // ★ One's own words are there when they are asked for, and on nobody else's paper.
  const withAnswers = '?answers=yes'
  expect(plain).not.toContain(own)
  expect(await textOf(`/toolkits/participation/print${withAnswers}`)).toContain(own)
  expect(await textOf(`/toolkits/participation/print${withAnswers}`, amara)).not.toContain(own)

  const pdfOf = async (query: string, who = cookie) => {
    const answer = await product.get(`/toolkits/participation/print/pdf${query}`, who)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    return Buffer.from(await answer.arrayBuffer())
  }
  const bytes = await pdfOf(withAnswers)
  const read = readPdf(bytes)
  // However long it is: what a page begins to mark, it ends.
  expect(markedContent(bytes).filter((one) => one !== null)).toEqual([])
  // A survey is a scale to put a ring on, not lines to write on.
  expect(plain.replaceAll('<!-- -->', '')).toContain('From 1 (Not at all) to 5 (Fully):')
  expect(read).toMatchObject({ lang: 'en-GB', isTagged: true })
  expect(read.tags.filter((tag) => tag === 'H1')).toHaveLength(1)
  expect(read.tags.filter((tag) => tag === 'H2').length).toBeGreaterThanOrEqual(
    release.sections.length + 1,
  )
  const words = read.text.replace(/\s+/g, ' ')
  expect(words).toContain(release.title)
  expect(words).toContain(own)
  expect(readPdf(await pdfOf('')).text.replace(/\s+/g, ' ')).not.toContain(own)
  expect(readPdf(await pdfOf(withAnswers, amara)).text.replace(/\s+/g, ' ')).not.toContain(own)
  judgedByOthers(bytes, release.title)
}, 120_000)

test('★ no right answer, no feedback, no later scene and nothing of the case is on the paper', async () => {
  const product = await startProduct()
  const { services } = product
  const hana = await actorNamed(product, 'Hana')
  for (const { toolkit } of await services.toolkits.library()) {
    const release = await services.toolkits.current(toolkit)
    const printed = await services.learning.printable(hana, toolkit, { hasAnswers: true })
    if (!release || !printed.ok) throw new Error('nothing to print')
    const text = JSON.stringify(printed.value)
    for (const item of release.sections.flatMap((one) => one.items)) {
      if (item.type === 'check' && item.kind !== 'match' && item.kind !== 'order') {
        for (const choice of item.choices) {
          expect(text).toContain(JSON.stringify(choice.text).slice(1, -1))
          expect(text, `${toolkit} ${item.id}`).not.toContain(
            JSON.stringify(choice.feedback).slice(1, -1),
          )
        }
      }
      if (item.type === 'vignette') {
        const [, ...later] = item.scenes
        for (const scene of later)
          expect(text).not.toContain(JSON.stringify(scene.text).slice(1, -1))
      }
    }
    for (const stage of await services.toolkits.stages(release.hash)) {
      expect(text, `${toolkit} ${stage.id}`).not.toContain(JSON.stringify(stage.title))
    }
    expect(text).not.toMatch(/"correct"|"feedback"/)
  }
}, 120_000)

/** Where the usual programs are installed, they read the file too. */
function judgedByOthers(bytes: Buffer, title: string): void {
  const file = join(testFolder(), 'module.pdf')
  writeFileSync(file, bytes)
  if (spawnSync('qpdf', ['--version']).status === 0) execFileSync('qpdf', ['--check', file])
  if (spawnSync('pdftotext', ['-v']).error === undefined) {
    const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    expect(text.replace(/\s+/g, ' ')).toContain(title)
  }
}
