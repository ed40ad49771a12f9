import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from '#server/http/listen.server.ts'
import { freePort } from '#tests/support/running-server.ts'

async function open(hosts: readonly string[]) {
  const port = await freePort()
  const server = createServer((_request, response) => response.end('here'))
  const close = await listen(server, port, hosts)
  onTestFinished(async () => {
    server.closeAllConnections()
    await close()
  })
  return { port, server, close }
}

/** Whether anybody answers at that address of this machine. */
async function answers(host: string, port: number): Promise<boolean> {
  const socket = connect({ host, port })
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}

test('on the loopback address alone nobody reaches it by another of the machine’s addresses', async () => {
  const { port } = await open(['127.0.0.1'])
  expect(await answers('127.0.0.1', port)).toBe(true)
  expect(await answers('127.0.0.2', port)).toBe(false)
})

test.runIf(process.platform === 'linux')('★ without that it would be reached there', async () => {
  const { port } = await open([])
  expect(await answers('127.0.0.2', port)).toBe(true)
})

test('localhost is both of its addresses, as far as the machine has them', async () => {
  const { port } = await open(['127.0.0.1', '::1'])
  const pages = await Promise.allSettled(
    ['127.0.0.1', '[::1]'].map(async (host) => (await fetch(`http://${host}:${port}/`)).text()),
  )
  expect(pages[0]).toEqual({ status: 'fulfilled', value: 'here' })
  if (pages[1]?.status === 'fulfilled') expect(pages[1].value).toBe('here')
})

test('an address that the machine does not have is left out; all missing, and a taken port, are said', async () => {
  const { port } = await open(['192.0.2.1', '127.0.0.1'])
  expect(await answers('127.0.0.1', port)).toBe(true)
  await expect(listen(createServer(), await freePort(), ['192.0.2.1'])).rejects.toMatchObject({
    code: 'EADDRNOTAVAIL',
  })
  await expect(listen(createServer(), port, ['127.0.0.1'])).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
})
