import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { lockFolder } from '#db/lock.ts'
import { testFolder } from '#tests/support/database.ts'

const taken = /is running on the data folder .* Stop it first/

/** Another process that holds the folder until it is killed. */
async function holder(folder: string) {
  const lock = join(import.meta.dirname, '..', '..', '..', 'db', 'lock.ts')
  const script = `
    const { lockFolder } = await import(${JSON.stringify(lock)})
    lockFolder(${JSON.stringify(folder)})
    console.log('held')
    setInterval(() => {}, 1000)
  `
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return async () => {
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
}

test('a folder is held once, and free again when it is let go', () => {
  const folder = testFolder()
  const first = lockFolder(folder)
  expect(() => lockFolder(folder)).toThrow(taken)
  first.release()
  lockFolder(folder).release()
})

test('another process is told so at once; killed, it leaves no lock behind', async () => {
  const folder = testFolder()
  const kill = await holder(folder)
  expect(() => lockFolder(folder)).toThrow(taken)
  await kill()
  lockFolder(folder).release()
})
