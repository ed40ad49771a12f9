import { Hint } from '../hint/hint.tsx'
import { classNames } from '../options.ts'
import { Textarea, type TextareaProps } from '../textarea/textarea.tsx'

/** A sentence for each plural form: `{ one: '…', other: '…' }`. */
export type Plurals = { [rule: string]: string }

export type CharacterCountProps = TextareaProps & {
  maxlength?: number | string
  maxwords?: number | string
  /** Percent of the limit from which the count is shown. */
  threshold?: number | string
  countType?: 'characters' | 'words'
  countMessage?: { classes?: string }
  /** `%{count}` stands for the limit. */
  textareaDescriptionText?: string
  charactersUnderLimitText?: Plurals
  charactersAtLimitText?: string
  charactersOverLimitText?: Plurals
  wordsUnderLimitText?: Plurals
  wordsAtLimitText?: string
  wordsOverLimitText?: Plurals
}

/** A textarea that says how much may be written. */
export function CharacterCount(props: CharacterCountProps) {
  const { formGroup } = props
  const id = props.id || props.name
  return (
    <Textarea
      id={id}
      name={props.name}
      rows={props.rows}
      spellcheck={props.spellcheck}
      value={props.value}
      label={props.label}
      hint={props.hint}
      errorMessage={props.errorMessage}
      attributes={props.attributes}
      disabled={props.disabled}
      autocomplete={props.autocomplete}
      describedBy={classNames(props.describedBy, `${id}-info`)}
      classes={classNames('govuk-js-character-count', props.classes)}
      formGroup={{
        classes: classNames('govuk-character-count', formGroup?.classes),
        attributes: {
          'data-module': 'govuk-character-count',
          ...limits(props),
          ...translations(props),
          ...formGroup?.attributes,
        },
        beforeInput: formGroup?.beforeInput,
        afterInput: {
          text: (
            <>
              <Hint
                id={`${id}-info`}
                classes={classNames('govuk-character-count__message', props.countMessage?.classes)}
              >
                {limitText(props)}
              </Hint>
              {formGroup?.afterInput?.text}
            </>
          ),
        },
      }}
    />
  )
}

function unit(props: CharacterCountProps) {
  return props.countType || (props.maxwords ? 'words' : undefined)
}

/** Empty without a limit. */
function limitText(props: CharacterCountProps): string | undefined {
  const limit = props.maxwords || props.maxlength
  if (!limit) return undefined
  const words = unit(props) === 'words' ? 'words' : 'characters'
  const text = props.textareaDescriptionText || `You can enter up to %{count} ${words}`
  return text.replaceAll('%{count}', String(limit))
}

function limits(props: CharacterCountProps) {
  return {
    'data-maxlength': props.maxlength,
    'data-maxwords': props.maxwords,
    'data-threshold': props.threshold,
    'data-count-type': unit(props),
  }
}

function translations(props: CharacterCountProps): { [name: `data-${string}`]: string } {
  const hasLimit = Boolean(props.maxwords || props.maxlength)
  const { textareaDescriptionText } = props
  return {
    ...(hasLimit || !textareaDescriptionText
      ? {}
      : plurals('textarea-description', { other: textareaDescriptionText })),
    ...plurals('characters-under-limit', props.charactersUnderLimitText),
    ...single('characters-at-limit', props.charactersAtLimitText),
    ...plurals('characters-over-limit', props.charactersOverLimitText),
    ...plurals('words-under-limit', props.wordsUnderLimitText),
    ...single('words-at-limit', props.wordsAtLimitText),
    ...plurals('words-over-limit', props.wordsOverLimitText),
  }
}

function plurals(key: string, messages: Plurals | undefined) {
  return Object.fromEntries(
    Object.entries(messages ?? {}).map(([rule, text]) => [`data-i18n.${key}.${rule}`, text]),
  )
}

function single(key: string, message: string | undefined) {
  return message ? { [`data-i18n.${key}`]: message } : {}
}
