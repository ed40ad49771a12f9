type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement
type Early = { words: string; caret: [number, number] | null }

/**
 * Remembers what is typed and chosen while the page wakes up. On a slow device that is much, and
 * nobody would hear it: React puts the words of a textarea back to what the server sent. `putBack`
 * puts in what was typed, and says so as if it were typed now, so that it is saved like the rest.
 */
export function rememberEarlyWords() {
  const early = new Map<Field, Early>()
  const remember = ({ target }: { target: EventTarget | null }) => {
    if (isField(target)) early.set(target, { words: target.value, caret: caretOf(target) })
  }
  if (isFresh()) {
    const fields = document.querySelectorAll('input, textarea, select')
    for (const field of fields) if (isField(field) && isChanged(field)) remember({ target: field })
  }
  document.addEventListener('input', remember, true)
  return {
    putBack: (): void => {
      document.removeEventListener('input', remember, true)
      for (const [field, { words, caret }] of early) {
        if (!field.isConnected) continue
        if (field.value !== words) {
          field.value = words
          if (caret && field instanceof HTMLTextAreaElement) field.setSelectionRange(...caret)
        }
        field.dispatchEvent(new Event('input', { bubbles: true }))
      }
      early.clear()
    },
  }
}

/** After a reload, or on the way back, a browser fills in what stood there before: nobody typed it. */
function isFresh(): boolean {
  const [page] = performance.getEntriesByType('navigation')
  return page instanceof PerformanceNavigationTiming && page.type === 'navigate'
}

/** A chosen file cannot be put back, and stays by itself. */
function isField(target: unknown): target is Field {
  if (target instanceof HTMLInputElement) return target.type !== 'file'
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement
}

function isChanged(field: Field): boolean {
  if (field instanceof HTMLSelectElement) {
    const options = [...field.options]
    const sent = options.findLast((one) => one.defaultSelected) ?? options[0]
    return sent !== undefined && !sent.selected
  }
  if (field instanceof HTMLInputElement && field.checked !== field.defaultChecked) return true
  return field.value !== field.defaultValue
}

function caretOf(field: Field): Early['caret'] {
  return field instanceof HTMLTextAreaElement ? [field.selectionStart, field.selectionEnd] : null
}
