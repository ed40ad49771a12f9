import { z } from 'zod'
import { itemId, plainWords } from './words.ts'

/** A private reflection: only its author ever reads the answer. `template` is offered as a start. */
export const reflectionItem = z.strictObject({
  type: z.literal('reflection'),
  id: itemId,
  prompt: plainWords,
  template: plainWords.optional(),
})
export type ReflectionItem = z.infer<typeof reflectionItem>

export type ReflectionDescriptor = {
  type: 'reflection'
  id: string
  prompt: string
  template?: string
}

export const reflection = {
  schema: reflectionItem,
  /** Time a few sentences take, in seconds. Source: our estimate, content.md. */
  seconds: 90,
  descriptor: (item: ReflectionItem): ReflectionDescriptor => ({
    type: item.type,
    id: item.id,
    prompt: item.prompt,
    ...(item.template === undefined ? {} : { template: item.template }),
  }),
  words: (item: ReflectionItem): string => item.prompt,
}
