import { Button } from '../button/button.tsx'
import { Input, type InputProps } from '../input/input.tsx'
import { classNames } from '../options.ts'

export type PasswordInputProps = Pick<
  InputProps,
  | 'id'
  | 'name'
  | 'value'
  | 'disabled'
  | 'describedBy'
  | 'label'
  | 'hint'
  | 'errorMessage'
  | 'formGroup'
  | 'classes'
  | 'autocomplete'
  | 'attributes'
> & {
  button?: { classes?: string }
  showPasswordText?: string
  hidePasswordText?: string
  showPasswordAriaLabelText?: string
  hidePasswordAriaLabelText?: string
  passwordShownAnnouncementText?: string
  passwordHiddenAnnouncementText?: string
}

/**
 * A password. The button that would show it stays hidden: only a script that can do so takes
 * `hidden` off. `autocomplete` is "current-password" unless said otherwise.
 */
export function PasswordInput(props: PasswordInputProps) {
  const { formGroup } = props
  return (
    <Input
      id={props.id}
      name={props.name}
      value={props.value}
      disabled={props.disabled}
      describedBy={props.describedBy}
      label={props.label}
      hint={props.hint}
      errorMessage={props.errorMessage}
      attributes={props.attributes}
      type="password"
      spellcheck={false}
      autocapitalize="none"
      autocomplete={props.autocomplete || 'current-password'}
      classes={classNames(
        'govuk-password-input__input govuk-js-password-input-input',
        props.classes,
      )}
      inputWrapper={{ classes: 'govuk-password-input__wrapper' }}
      formGroup={{
        classes: classNames('govuk-password-input', formGroup?.classes),
        attributes: {
          'data-module': 'govuk-password-input',
          ...translations(props),
          ...formGroup?.attributes,
        },
        beforeInput: formGroup?.beforeInput,
        afterInput: { text: <Toggle {...props} /> },
      }}
    />
  )
}

function Toggle(props: PasswordInputProps) {
  return (
    <>
      <Button
        type="button"
        classes={classNames(
          'govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle',
          props.button?.classes,
        )}
        attributes={{
          'aria-controls': props.id || props.name,
          'aria-label': props.showPasswordAriaLabelText ?? 'Show password',
          hidden: true,
        }}
      >
        {props.showPasswordText ?? 'Show'}
      </Button>
      {props.formGroup?.afterInput?.text}
    </>
  )
}

function translations(props: PasswordInputProps) {
  return {
    'data-i18n.show-password': props.showPasswordText,
    'data-i18n.hide-password': props.hidePasswordText,
    'data-i18n.show-password-aria-label': props.showPasswordAriaLabelText,
    'data-i18n.hide-password-aria-label': props.hidePasswordAriaLabelText,
    'data-i18n.password-shown-announcement': props.passwordShownAnnouncementText,
    'data-i18n.password-hidden-announcement': props.passwordHiddenAnnouncementText,
  }
}
