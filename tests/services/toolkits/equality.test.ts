import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { hurtfulWords, isSuspicious, toldPatterns } from '#server/toolkits/equality.server.ts'

const patternsFile = z.object({
  patterns: z.array(z.object({ id: z.string(), inconsiderate: z.record(z.string(), z.string()) })),
})

test('each phrase of each pattern that is told is looked for, and found', async () => {
  const file = resolve('node_modules/retext-equality/lib/patterns-en.js')
  const { patterns } = patternsFile.parse(await import(pathToFileURL(file).href))
  const known = new Map(patterns.map((one) => [one.id, Object.keys(one.inconsiderate)]))
  for (const id of toldPatterns) {
    const phrases = known.get(id)
    expect(phrases, id).toBeDefined()
    for (const phrase of phrases ?? []) {
      expect(isSuspicious(phrase), phrase).toBe(true)
      expect(hurtfulWords(`It was said: ${phrase}, again.`).length, phrase).toBeGreaterThan(0)
    }
  }
})

test('what the list of others would tell falsely here is not told', () => {
  for (const text of [
    'He asked his mother, and she said that her son is a disabled boy.',
    'A Gypsy family seeks asylum; the headmaster has just made an easy plan.',
    'A woman with special educational needs.',
  ])
    expect(hurtfulWords(text), text).toEqual([])
})
