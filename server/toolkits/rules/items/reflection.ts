import { z } from 'zod'
import { templateNames, templates, type TemplateName } from './templates.ts'
import { itemId, plainWords } from './words.ts'

/** A private reflection: only its author ever reads the answer. `template` gives it named boxes. */
export const reflectionItem = z.strictObject({
  type: z.literal('reflection'),
  id: itemId,
  prompt: plainWords,
  template: z.enum(templateNames).optional(),
})
export type ReflectionItem = z.infer<typeof reflectionItem>

export type ReflectionDescriptor = {
  type: 'reflection'
  id: string
  prompt: string
  template?: TemplateName
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
  words: (item: ReflectionItem): string =>
    item.template === undefined
      ? item.prompt
      : [item.prompt, ...templates[item.template].boxes.map((box) => box.label)].join('\n'),
}
