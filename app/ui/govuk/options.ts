import type { ComponentPropsWithRef, ReactNode } from 'react'

/** Attributes of one HTML element in React's spelling (`onChange`, `maxLength`, `ref`, `data-…`). */
export type Attributes<Tag extends 'a' | 'button' | 'div' | 'input' | 'select' | 'textarea'> =
  ComponentPropsWithRef<Tag> & DataAttributes

export type ElementAttributes = React.HTMLAttributes<HTMLElement> & DataAttributes

type DataAttributes = { [name: `data-${string}`]: string | number | boolean | undefined }

/** Text, or any markup in its place; `classes` and `attributes` go on the element around it. */
export type TextOptions = {
  text?: ReactNode
  classes?: string
  attributes?: ElementAttributes
}

export type LabelOptions = TextOptions & {
  /** Puts the label into the page's h1. */
  isPageHeading?: boolean
}

export type HintOptions = TextOptions

export type ErrorMessageOptions = TextOptions & {
  /** Read out before the message; "Error" unless said otherwise, nothing when empty. */
  visuallyHiddenText?: string | false
}

export type FormGroupOptions = {
  classes?: string
  attributes?: ElementAttributes
  beforeInput?: { text?: ReactNode }
  afterInput?: { text?: ReactNode }
}

export type InputsGroupOptions = {
  classes?: string
  attributes?: ElementAttributes
  beforeInputs?: { text?: ReactNode }
  afterInputs?: { text?: ReactNode }
}

export type LegendOptions = {
  text?: ReactNode
  classes?: string
  isPageHeading?: boolean
}

export type FieldsetOptions = {
  legend?: LegendOptions
  classes?: string
  describedBy?: string
  attributes?: ElementAttributes
}

/** What may stand in a list of items: nothing too, so that callers can write `condition && item`. */
export type Items<Item> = readonly (Item | null | undefined | false | '')[]

/** The class names that apply, in order. */
export function classNames(...names: (string | false | null | undefined)[]): string {
  return names.filter((name) => name).join(' ')
}

/** The ids that describe a control, for aria-describedby; undefined when there is none. */
export function idList(...ids: (string | false | null | undefined)[]): string | undefined {
  return classNames(...ids) || undefined
}

/** Whether a node would show anything: nothing, false and the empty text do not. */
export function isShown(node: ReactNode): boolean {
  return node !== undefined && node !== null && node !== false && node !== true && node !== ''
}
