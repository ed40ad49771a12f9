import { expect, test } from 'vitest'
import { openDatabase } from '#db/connection.ts'
import { migrate } from '#db/migrate.ts'
import { currentReleases, releases, renderedBlocks } from '#db/schema/toolkits.ts'
import { formatId, toolkitId, type ReleaseHash } from '#server/platform/rules/ids.ts'
import { findItem, findSection } from '#server/toolkits/rules/release.ts'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { testDatabase, testFolder } from '#tests/support/database.ts'
import {
  contentFolder,
  formatYaml,
  frameworkYaml,
  section,
  toolkitsOf,
  toolkitYaml,
  write,
} from './folder.ts'

const listening = toolkitId.parse('listening')
const yaml = 'toolkits/listening/toolkit.yaml'
const first = 'toolkits/listening/module/01-first.mdx'

async function published(files = {}) {
  const folder = contentFolder(files)
  const made = await toolkitsOf(folder)
  const report = await made.toolkits.publishAll()
  expect(report.findings).toEqual([])
  const release = await made.toolkits.current(listening)
  if (!release) throw new Error('nothing was published')
  return { ...made, folder, release, report }
}

test('a sound toolkit becomes a release that can be read whole', async () => {
  const { toolkits, release, report } = await published()
  expect(report.published).toEqual(['listening 1.0.0'])
  expect(release.hash).toMatch(/^[0-9a-f]{64}$/)
  expect(release.sections).toEqual([
    {
      id: 'first',
      number: 1,
      title: 'A first section',
      minutes: 2,
      warning: 'This speaks of fear.',
      items: [
        expect.objectContaining({ id: 'first-step', type: 'check', kind: 'single' }),
        { id: 'last-visit', type: 'reflection', prompt: 'Where did you sit?' },
      ],
    },
  ])
  expect(await toolkits.library()).toEqual([
    expect.objectContaining({
      toolkit: 'listening',
      title: 'Listening',
      sectionCount: 1,
      checkCount: 1,
      reflectionCount: 1,
      stageCount: 1,
      minutes: 2,
      preview: false,
    }),
  ])
  expect(findItem(release, 'first-step')?.section.id).toBe('first')
  expect(findItem(release, 'constructor')).toBeNull()
})

test('a section is prose and items in their order, with references and glossary at its end', async () => {
  const { toolkits, release } = await published()
  const text = await toolkits.section(release.hash, 'first')
  expect(text?.blocks.map((block) => (block.kind === 'html' ? 'html' : block.item.id))).toEqual([
    'html',
    'first-step',
    'html',
    'last-visit',
    'html',
  ])
  const html = text?.blocks.flatMap((block) => (block.kind === 'html' ? [block.html] : [])) ?? []
  expect(html[0]).toContain('<a class="govuk-link cc-term" href="#term-voice">voice</a>')
  expect(html[0]).toContain('href="#ref-1"')
  expect(html[0]).toMatch(
    /<img src="\/media\/[0-9a-f]{64}\/[0-9a-f]{32}\.svg" alt="A plan of a room" width="640" height="270"\/>/,
  )
  expect(html[0]).toContain('Figure 1. Who sees whom.')
  expect(html[2]).toContain('id="term-voice"')
  expect(html[2]).toContain('https://doi.org/10.1080/01411920701657033')
})

test('what is right, feedback and later stages are in nothing that a browser is given', async () => {
  const { toolkits, release } = await published()
  const seen = JSON.stringify([
    await toolkits.library(),
    await toolkits.section(release.hash, 'first'),
    await toolkits.guide(release.hash, 'participant'),
    await toolkits.formats(),
  ])
  expect(seen).not.toMatch(/FEEDBACK|correct|SECRET/)
  expect(JSON.stringify(release)).not.toMatch(/SECRET/)
  // Negative control: they are there for those who ask for them by name.
  expect(JSON.stringify(release)).toMatch(/FEEDBACK-CHAIR/)
})

test('a stage has an id that says nothing; its notes come apart from its text', async () => {
  const { toolkits, release } = await published()
  expect(release.stages).toEqual(['stage-1'])
  expect(await toolkits.stages(release.hash)).toEqual([
    { id: 'stage-1', number: 1, minutes: 1, title: 'SECRET-TITLE of the first part' },
  ])
  const stage = await toolkits.stage(release.hash, 'stage-1')
  expect(stage?.html).toBe('<p class="govuk-body">SECRET-TEXT of the first part.</p>')
  expect(stage?.notesHtml).toBe('<p class="govuk-body">SECRET-NOTES for the facilitator.</p>')
  expect(await toolkits.stage(release.hash, 'stage-2')).toBeNull()
  expect(await toolkits.stage(release.hash, 'call')).toBeNull()
})

test('guides, formats, frameworks and pictures are there; unknown ones are null', async () => {
  const { toolkits, release } = await published()
  expect(await toolkits.guide(release.hash, 'facilitator')).toEqual({
    title: 'For you',
    html: '<p class="govuk-body">Read it beforehand.</p>',
  })
  const [format] = await toolkits.formats()
  expect(format).toMatchObject({ id: 'short', minutes: 15 })
  expect(format?.guideHtml).toBe('<p class="govuk-body">Keep the <strong>time</strong>.</p>')
  expect((await toolkits.frameworks()).map((one) => one.id)).toEqual(['pcf'])
  const html = JSON.stringify(await toolkits.section(release.hash, 'first'))
  const name = /[0-9a-f]{32}\.svg/.exec(html)?.[0] ?? ''
  const media = await toolkits.media(release.hash, name)
  expect(media?.type).toBe('image/svg+xml')
  expect(Buffer.from(media?.bytes ?? []).toString()).toContain('<svg')
  expect(await toolkits.media(release.hash, 'plan.svg')).toBeNull()
  const unknown = 'f'.repeat(64) as ReleaseHash
  expect(await toolkits.release(unknown)).toBeNull()
  expect(await toolkits.section(release.hash, 'constructor')).toBeNull()
})

test('what has not changed is left alone, whatever ends its lines', async () => {
  const { toolkits, folder, release } = await published()
  write(folder, { [first]: section.replaceAll('\n', '\r\n') })
  const again = await toolkits.publishAll()
  expect(again).toEqual({ published: [], unchanged: ['listening'], findings: [] })
  expect((await toolkits.current(listening))?.hash).toBe(release.hash)
})

test('another text under the same version is refused and the old release stays', async () => {
  const { toolkits, folder, release } = await published()
  write(folder, { [first]: section.replace('Some words', 'Other words') })
  const refused = await toolkits.publishAll()
  expect(refused.published).toEqual([])
  expect(refused.findings).toHaveLength(1)
  expect(refused.findings[0]).toMatch(/toolkit\.yaml:2:1 {2}version {2}.*Raise the version\.$/)
  expect((await toolkits.current(listening))?.hash).toBe(release.hash)

  write(folder, { [yaml]: toolkitYaml.replace('1.0.0', '1.0.1') })
  const raised = await toolkits.publishAll()
  expect(raised).toMatchObject({ published: ['listening 1.0.1'], findings: [] })
  const now = await toolkits.current(listening)
  expect(now?.version).toBe('1.0.1')
  // The old release can still be read, word for word.
  const old = await toolkits.section(release.hash, 'first')
  expect(JSON.stringify(old)).toContain('Some words')
})

test('previews may change under the same version and may go back', async () => {
  const folder = contentFolder()
  const { toolkits } = await toolkitsOf(folder, { preview: true })
  await toolkits.publishAll()
  const before = await toolkits.current(listening)
  write(folder, { [first]: section.replace('Some words', 'Other words') })
  expect((await toolkits.publishAll()).findings).toEqual([])
  expect((await toolkits.current(listening))?.hash).not.toBe(before?.hash)
  write(folder, { [first]: section })
  await toolkits.publishAll()
  expect(await toolkits.current(listening)).toMatchObject({ hash: before?.hash, preview: true })
})

test('of a broken toolkit nothing is published; the others are, and its old release stays', async () => {
  const { toolkits, folder, release } = await published()
  write(folder, {
    [yaml]: toolkitYaml.replace('1.0.0', '2.0.0'),
    [first]: section.replace('Between two items.', 'Between {2} items.'),
    'toolkits/second/toolkit.yaml': toolkitYaml.replace('id: listening', 'id: second'),
    'toolkits/second/module/01-first.mdx': section,
    'toolkits/second/media/plan.svg':
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>',
  })
  const report = await toolkits.publishAll()
  expect(report.published).toEqual(['second 1.0.0'])
  expect(report.findings).toHaveLength(1)
  expect(report.findings[0]).toMatch(/module\/01-first\.mdx:19:9 {2}expression {2}/)
  expect((await toolkits.current(listening))?.hash).toBe(release.hash)
})

test('an item that vanishes or changes its kind is refused unless it is retired', async () => {
  const { toolkits, folder } = await published()
  const without = section.replace(/<Reflection.*\n/, '')
  write(folder, { [yaml]: toolkitYaml.replace('1.0.0', '1.1.0'), [first]: without })
  const [vanished] = (await toolkits.publishAll()).findings
  expect(vanished).toMatch(/ id {2}The item last-visit has vanished\./)
  write(folder, {
    [first]: without.replace('id="first-step" kind="single"', 'id="first-step" kind="multiple"'),
    [yaml]: `${toolkitYaml.replace('1.0.0', '1.1.0')}retired: [last-visit]\n`,
  })
  const [retyped] = (await toolkits.publishAll()).findings
  expect(retyped).toMatch(/01-first\.mdx:12:1 {2}id {2}The id first-step named a single check/)
  write(folder, { [first]: without })
  expect(await toolkits.publishAll()).toMatchObject({ published: ['listening 1.1.0'] })
  write(folder, {
    [first]: `${without}\nMore.\n`,
    [yaml]: `${toolkitYaml.replace('1.0.0', '1.2.0')}retired: [last-visit]\n`,
  })
  expect(await toolkits.publishAll()).toMatchObject({ published: ['listening 1.2.0'] })
})

test('a release is written once: the database refuses to change it', async () => {
  const { db } = await published()
  await expect(db.tx(async (tx) => tx.update(releases).set({ version: '9.9.9' }))).rejects.toThrow()
  await expect(db.tx(async (tx) => tx.delete(releases))).rejects.toThrow()
})

test('what another process publishes is seen at once', async () => {
  const file = join(testFolder(), 'shared.sqlite')
  migrate(file)
  const [mine, theirs] = [await testDatabase(file), openDatabase(file)]
  try {
    const folder = contentFolder()
    const here = await toolkitsOf(folder, { db: mine })
    const there = await toolkitsOf(folder, { db: theirs })
    await here.toolkits.publishAll()
    write(folder, {
      [yaml]: toolkitYaml.replace('1.0.0', '1.0.1'),
      [first]: section.replace('Some words', 'Other words'),
    })
    await there.toolkits.publishAll()
    expect((await here.toolkits.current(listening))?.version).toBe('1.0.1')

    // A format too, also where it is as it once was again; one that is not published waits.
    const short = formatId.parse('short')
    const titles = () =>
      Promise.all([here, there].map(async (one) => (await one.toolkits.format(short))?.title))
    write(folder, { 'formats/short.yaml': formatYaml.replace('A short', 'Another') })
    await theirs.tx(async (tx) => tx.update(currentReleases).set({ at: 1 }))
    expect(await titles()).toEqual(['A short format', 'A short format'])
    await there.toolkits.publishAll()
    expect(await titles()).toEqual(['Another format', 'Another format'])
    write(folder, { 'formats/short.yaml': formatYaml })
    await there.toolkits.publishAll()
    expect(await titles()).toEqual(['A short format', 'A short format'])

    // And a framework, changed, taken away and brought back.
    const frameworks = () =>
      Promise.all(
        [here, there].map(async (one) =>
          (await one.toolkits.frameworks()).map(({ title }) => title),
        ),
      )
    const was = 'Capabilities'
    const title = 'Our own capabilities'
    write(folder, { 'frameworks/pcf.yaml': frameworkYaml.replace(was, title) })
    expect(await frameworks()).toEqual([[was], [was]])
    await there.toolkits.publishAll()
    expect(await frameworks()).toEqual([[title], [title]])
    rmSync(join(folder, 'frameworks/pcf.yaml'))
    await there.toolkits.publishAll()
    expect(await frameworks()).toEqual([[], []])
    write(folder, { 'frameworks/pcf.yaml': frameworkYaml })
    await there.toolkits.publishAll()
    expect(await frameworks()).toEqual([[was], [was]])
  } finally {
    theirs.close()
  }
})

test('two runs at once publish once', async () => {
  const { toolkits } = await toolkitsOf(contentFolder())
  const [one, two] = await Promise.all([toolkits.publishAll(), toolkits.publishAll()])
  expect(one.published).toEqual(['listening 1.0.0'])
  expect(two.unchanged).toEqual(['listening'])
})

test('a broken format or framework is told, and toolkits that do not need it are published', async () => {
  const folder = contentFolder({ 'formats/broken.yaml': 'id: broken\ntitle: [\n' })
  const { toolkits } = await toolkitsOf(folder)
  const report = await toolkits.publishAll()
  expect(report.published).toEqual(['listening 1.0.0'])
  expect(report.findings[0]).toMatch(/formats\/broken\.yaml:\d+:\d+ {2}yaml {2}/)
})

test('a broken format stops every toolkit that names it, and says where it is broken', async () => {
  const naming = toolkitYaml.replace('change:', 'format: short\nchange:')
  const other = toolkitYaml.replace('id: listening', 'id: other')
  const { toolkits, folder } = await published({
    [yaml]: naming,
    'toolkits/other/toolkit.yaml': other,
    'toolkits/other/module/01-first.mdx':
      '---\ntitle: First\n---\n\nA <Term id="voice">voice</Term>.<Cite ref="lundy" />\n',
  })
  const before = (await toolkits.current(listening))?.hash
  write(folder, {
    'formats/short.yaml': formatYaml.replace('kind: disclose', 'kind: unknown'),
    [yaml]: naming.replace('1.0.0', '1.1.0'),
    'toolkits/other/toolkit.yaml': other.replace('1.0.0', '1.1.0'),
  })
  const report = await toolkits.publishAll()
  expect(report.published).toEqual(['other 1.1.0'])
  expect((await toolkits.current(listening))?.hash).toBe(before)
  expect((await toolkits.formats()).map(({ id }) => id)).not.toContain('short')
  const [ofFormat, ofToolkit] = report.findings
  expect(ofFormat).toMatch(/formats\/short\.yaml:\d+:\d+ {2}/)
  const place = ofFormat?.split('  ')[0] ?? ''
  expect(ofToolkit).toMatch(/listening\/toolkit\.yaml:\d+:\d+ {2}format {2}/)
  expect(ofToolkit).toContain(`The format short is broken at ${place}.`)
})

test('a review that has become overdue is told but takes nothing away from readers', async () => {
  const folder = contentFolder()
  const { toolkits, clock } = await toolkitsOf(folder)
  clock.at = Date.parse('2028-01-01T12:00:00Z')
  const report = await toolkits.publishAll()
  expect(report.published).toEqual(['listening 1.0.0'])
  expect(report.findings[0]).toMatch(/toolkit\.yaml:\d+:\d+ {2}review {2}/)
})

test('what an older renderer made is made again from the release’s own source', async () => {
  const { toolkits, folder, db, release } = await published()
  const before = await toolkits.section(release.hash, 'first')
  await db.tx(async (tx) =>
    tx.update(renderedBlocks).set({ renderer: 'older', html: ['<p>older</p>'] }),
  )
  // The content has moved on: the old release can only come from what is kept of it.
  write(folder, {
    [yaml]: toolkitYaml.replace('1.0.0', '1.0.1'),
    [first]: section.replace('Some words', 'Other words'),
  })
  expect((await toolkits.publishAll()).findings).toEqual([])
  expect(await toolkits.section(release.hash, 'first')).toEqual(before)
  const left = await db.read.select({ renderer: renderedBlocks.renderer }).from(renderedBlocks)
  expect(left.map((one) => one.renderer)).not.toContain('older')
})

test('a start that finds nothing new reads what was published before', async () => {
  const { toolkits, folder, db, release } = await published()
  const next = await toolkitsOf(folder, { db })
  expect(await next.toolkits.section(release.hash, 'first')).toEqual(
    await toolkits.section(release.hash, 'first'),
  )
  expect((await next.toolkits.publishAll()).unchanged).toEqual(['listening'])
  expect(await next.toolkits.formats()).toEqual(await toolkits.formats())
})

test('a section whose file gets another name keeps what was done under the old one', async () => {
  const { folder, toolkits } = await published()
  const second = 'toolkits/listening/module/01-where-to-sit.mdx'
  write(folder, { [first]: null, [second]: section, [yaml]: toolkitYaml.replace('1.0.0', '1.1.0') })
  expect((await toolkits.publishAll()).findings).toEqual([])
  const release = await toolkits.current(listening)
  expect(release?.sections).toMatchObject([{ id: 'where-to-sit', earlier: ['first'] }])
  if (release) expect(findSection(release, 'first')?.id).toBe('where-to-sit')
  // ★ The old name belongs to it: another section cannot take it, and with it the ticks.
  const other = '---\ntitle: Another\n---\n\nWords.\n'
  write(folder, {
    'toolkits/listening/module/02-first.mdx': other,
    [yaml]: toolkitYaml.replace('1.0.0', '1.2.0'),
  })
  expect((await toolkits.publishAll()).findings).toEqual([
    expect.stringContaining('file  first was once the name of the section where-to-sit.'),
  ])
  expect((await toolkits.current(listening))?.version).toBe('1.1.0')
})
