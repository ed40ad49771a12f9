import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pythonWith } from '#tests/support/python.ts'

const fold = join(import.meta.dirname, 'python', 'room_view.py')
const vectors = resolve(import.meta.dirname, '..', '..', '..', 'docs', 'room-vectors.json')

function folded(file: string) {
  const python = pythonWith([])
  if (python === null) {
    process.stdout.write('No Python here: its fold of the vectors is not compared.\n')
    return null
  }
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }
  return spawnSync(python, [fold, file], { encoding: 'utf8', env })
}

test('G12: a fold in Python, written from the protocol’s page, agrees with every golden digest', () => {
  const done = folded(vectors)
  if (done === null) return
  expect(done.stderr).toBe('')
  expect(done.stdout).toMatch(/^\d{2,} digests agree/)
})

test('G12 ★: one letter more in one event is found', () => {
  const folder = mkdtempSync(join(tmpdir(), 'casecircle-vectors-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'vectors.json')
  const text = readFileSync(vectors, 'utf8')
  const other = text.replace(
    '"text": "We have not asked well."',
    '"text": "We have not asked well!"',
  )
  expect(other).not.toBe(text)
  writeFileSync(file, other)
  const done = folded(file)
  if (done === null) return
  expect(done.status).not.toBe(0)
  expect(done.stderr).toContain('another digest')
})
