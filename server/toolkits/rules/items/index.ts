import { z } from 'zod'
import { check, type CheckDescriptor, type CheckItem } from './check.ts'
import { confidence, type ConfidenceDescriptor, type ConfidenceItem } from './confidence.ts'
import { reflection, type ReflectionDescriptor, type ReflectionItem } from './reflection.ts'
import { survey, type SurveyDescriptor, type SurveyItem } from './survey.ts'
import { spread, type SpreadDescriptor, type SpreadItem } from './spread.ts'
import type { ItemType } from './types.ts'
import { vignette, type VignetteDescriptor, type VignetteItem } from './vignette.ts'

/** An item with everything the server knows of it, right answers and feedback included. */
export type Item =
  CheckItem | ConfidenceItem | ReflectionItem | SurveyItem | VignetteItem | SpreadItem
/** What a browser may see of an item before it is answered. */
export type ItemDescriptor =
  | CheckDescriptor
  | ConfidenceDescriptor
  | ReflectionDescriptor
  | SurveyDescriptor
  | VignetteDescriptor
  | SpreadDescriptor

type ItemOf<T extends ItemType> = Extract<Item, { type: T }>
type DescriptorOf<T extends ItemType> = Extract<ItemDescriptor, { type: T }>

type ItemKind<T extends ItemType> = {
  schema: z.ZodType<ItemOf<T>>
  seconds: number
  descriptor: (item: ItemOf<T>) => DescriptorOf<T>
  words: (item: ItemOf<T>) => string
}

/** One row for each kind of item; a kind left out does not compile. */
export const itemKinds: { [T in ItemType]: ItemKind<T> } = {
  check,
  confidence,
  reflection,
  survey,
  vignette,
  spread,
}

export const item = z.discriminatedUnion('type', [
  check.schema,
  confidence.schema,
  reflection.schema,
  survey.schema,
  vignette.schema,
  spread.schema,
])

/** The item as a browser may see it. */
export function describe(one: Item): ItemDescriptor {
  switch (one.type) {
    case 'check':
      return itemKinds.check.descriptor(one)
    case 'confidence':
      return itemKinds.confidence.descriptor(one)
    case 'reflection':
      return itemKinds.reflection.descriptor(one)
    case 'survey':
      return itemKinds.survey.descriptor(one)
    case 'vignette':
      return itemKinds.vignette.descriptor(one)
    case 'spread':
      return itemKinds.spread.descriptor(one)
  }
}

/** The item's words for the search of sections. */
export function searchWords(one: Item): string {
  switch (one.type) {
    case 'check':
      return itemKinds.check.words(one)
    case 'confidence':
      return itemKinds.confidence.words(one)
    case 'reflection':
      return itemKinds.reflection.words(one)
    case 'survey':
      return itemKinds.survey.words(one)
    case 'vignette':
      return itemKinds.vignette.words(one)
    case 'spread':
      return itemKinds.spread.words(one)
  }
}
