import type { AppLoadContext } from '@remix-run/node'
import { expect, test } from 'vitest'
import { loader } from '#app/routes/media.$hash.$file.ts'
import { toolkitId } from '#server/platform/rules/ids.ts'
import { tinyWebm } from '#tests/support/tiny-video.ts'
import { contentFolder, section, toolkitsOf } from './folder.ts'
import { video, videoFiles } from './scenes.ts'

const film = tinyWebm(6)

async function address() {
  const folder = contentFolder({
    ...videoFiles,
    'toolkits/listening/module/01-first.mdx': `${section}\n${video}`,
  })
  const { toolkits } = await toolkitsOf(folder)
  await toolkits.publishAll()
  const release = await toolkits.current(toolkitId.parse('listening'))
  const text = release && (await toolkits.section(release.hash, 'first'))
  const [, hash = '', file = ''] =
    /\/media\/([0-9a-f]{64})\/([0-9a-f]{32}\.webm)/.exec(JSON.stringify(text)) ?? []
  return (headers: Record<string, string>) => {
    const context: unknown = { services: { toolkits }, actor: {} }
    isContext(context)
    const request = new Request(`http://localhost/media/${hash}/${file}`, { headers })
    return loader({ context, params: { hash, file }, request })
  }
}

test('a film is served whole, in the piece that is asked for, and never beyond its end', async () => {
  const ask = await address()
  const whole = await ask({})
  expect(whole.status).toBe(200)
  expect(whole.headers.get('Accept-Ranges')).toBe('bytes')
  expect(whole.headers.get('Content-Type')).toBe('video/webm')
  expect(Buffer.from(await whole.arrayBuffer())).toEqual(film)
  const piece = await ask({ Range: 'bytes=4-' })
  expect(piece.status).toBe(206)
  expect(piece.headers.get('Content-Range')).toBe(`bytes 4-${film.length - 1}/${film.length}`)
  expect(piece.headers.get('Content-Length')).toBe(String(film.length - 4))
  expect(Buffer.from(await piece.arrayBuffer())).toEqual(film.subarray(4))
  const beyond = await ask({ Range: 'bytes=999999-' })
  expect(beyond.status).toBe(416)
  expect(beyond.headers.get('Content-Range')).toBe(`bytes */${film.length}`)
  const conditional = await ask({ Range: 'bytes=4-', 'If-Range': '"x"' })
  expect(conditional.status).toBe(200)
})

/** The route asks a context for nothing but these two. */
function isContext(made: unknown): asserts made is AppLoadContext {
  if (typeof made !== 'object' || made === null) throw new Error('no context')
}
