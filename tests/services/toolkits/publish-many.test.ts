import { expect, test } from 'vitest'
import { toolkitId } from '#server/platform/rules/ids.ts'
import {
  contentFolder,
  picture,
  section,
  toolkitsOf,
  toolkitYaml,
  write,
  type Files,
} from './folder.ts'

const names = ['a-first', 'b-second', 'c-third', 'd-fourth', 'e-fifth', 'f-sixth']

function folderOf(name: string): Files {
  return {
    [`toolkits/${name}/toolkit.yaml`]: toolkitYaml.replace('id: listening', `id: ${name}`),
    [`toolkits/${name}/module/01-first.mdx`]: section,
    [`toolkits/${name}/media/plan.svg`]: picture,
  }
}

test('many toolkits are published together as each would be alone, a broken one stops itself only', async () => {
  const many = contentFolder(
    Object.fromEntries(names.flatMap((name) => Object.entries(folderOf(name)))),
  )
  write(many, { 'toolkits/c-third/module/01-first.mdx': '{1}' })
  const { toolkits } = await toolkitsOf(many)
  const { published, findings } = await toolkits.publishAll()
  expect(published).toEqual(
    [...names.filter((name) => name !== 'c-third'), 'listening'].map((name) => `${name} 1.0.0`),
  )
  expect(findings).toEqual([expect.stringContaining('c-third/module/01-first.mdx:1:4')])
  expect(await toolkits.current(toolkitId.parse('c-third'))).toBeNull()

  for (const name of ['a-first', 'f-sixth']) {
    const alone = await toolkitsOf(contentFolder(folderOf(name)))
    await alone.toolkits.publishAll()
    const id = toolkitId.parse(name)
    const [one, other] = [await toolkits.current(id), await alone.toolkits.current(id)]
    expect(one).toEqual(other)
    if (!one) throw new Error('not published')
    const text = await toolkits.section(one.hash, 'first')
    expect(text).toEqual(await alone.toolkits.section(one.hash, 'first'))
    expect(text?.blocks.length).toBeGreaterThan(2)
    const address = /media\/[0-9a-f]+\/([^"]+)"/.exec(
      JSON.stringify(text?.blocks).replaceAll('\\', ''),
    )
    const bytes = (await toolkits.media(one.hash, address?.[1] ?? ''))?.bytes
    expect(Buffer.from(bytes ?? []).toString()).toBe(picture)
  }

  write(many, { 'toolkits/c-third/module/01-first.mdx': section })
  expect(await toolkits.publishAll()).toMatchObject({ published: ['c-third 1.0.0'], findings: [] })
})
