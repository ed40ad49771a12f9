/** Where in a text something stands, from 1, as editors count. */
export type Place = { line: number; column: number }

export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return { line, column: offset - before.lastIndexOf('\n') }
}

/** Where `text` stops being JSON; null when all of it is. Deeper than 200 is none. Pure. */
export function jsonFault(text: string): number | null {
  return scan(text, () => undefined)
}

/** Where the value at `path` begins, or the deepest part of it that there is. Pure. */
export function jsonOffset(text: string, path: readonly PropertyKey[]): number {
  let [deepest, found] = [-1, 0]
  scan(text, (keys, at) => {
    const isOnPath = keys.length <= path.length && keys.every((key, index) => key === path[index])
    if (isOnPath && keys.length > deepest) [deepest, found] = [keys.length, at]
  })
  return found
}

type Key = string | number
type Expected = 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' | 'end'

const mostDeep = 200
const space = /[ \t\n\r]*/y
const scalar = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

type OnValue = (keys: readonly Key[], at: number) => void

/** The steps of a walk through JSON; each says whether what stands there is what it says. */
function createWalk(text: string, onValue: OnValue) {
  const keys: Key[] = []
  const inList: boolean[] = []
  const now: { expected: Expected; at: number } = { expected: 'value', at: 0 }

  function afterValue(): Expected {
    return keys.length === 0 ? 'end' : 'comma or end'
  }
  function leave(): void {
    keys.pop()
    inList.pop()
    now.at += 1
    now.expected = afterValue()
  }
  function value(sign: string | undefined): boolean {
    onValue(keys, now.at)
    if (sign === '{' || sign === '[') {
      keys.push(sign === '[' ? 0 : '')
      inList.push(sign === '[')
      now.expected = sign === '[' ? 'value or end' : 'key or end'
      now.at += 1
      return keys.length <= mostDeep
    }
    const end = sign === '"' ? stringEnd(text, now.at) : matchEnd(scalar, text, now.at)
    if (end === null) return false
    now.at = end
    now.expected = afterValue()
    return true
  }
  function key(): boolean {
    const end = text[now.at] === '"' ? stringEnd(text, now.at) : null
    if (end === null) return false
    keys[keys.length - 1] = keyText(text.slice(now.at, end))
    now.at = end
    now.expected = 'colon'
    return true
  }
  function comma(): void {
    const isList = inList.at(-1) === true
    const last = keys.at(-1)
    if (isList && typeof last === 'number') keys[keys.length - 1] = last + 1
    now.expected = isList ? 'value' : 'key'
    now.at += 1
  }

  return { now, inList, leave, value, key, comma }
}

/** Walks through JSON; answers where it breaks off, null when it is whole. */
function scan(text: string, onValue: OnValue): number | null {
  const { now, inList, leave, value, key, comma } = createWalk(text, onValue)
  for (;;) {
    now.at = matchEnd(space, text, now.at) ?? now.at
    const sign = text[now.at]
    if (sign === undefined) return now.expected === 'end' ? null : now.at
    switch (now.expected) {
      case 'end':
        return now.at
      case 'value or end':
        if (sign === ']') leave()
        else if (!value(sign)) return now.at
        break
      case 'value':
        if (!value(sign)) return now.at
        break
      case 'key or end':
        if (sign === '}') leave()
        else if (!key()) return now.at
        break
      case 'key':
        if (!key()) return now.at
        break
      case 'colon':
        if (sign !== ':') return now.at
        now.at += 1
        now.expected = 'value'
        break
      case 'comma or end':
        if (sign === (inList.at(-1) ? ']' : '}')) leave()
        else if (sign === ',') comma()
        else return now.at
        break
    }
  }
}

function matchEnd(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : null
}

/** The offset behind the closing quotation mark; null for a string that is none. */
function stringEnd(text: string, start: number): number | null {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 34) return at + 1
    if (code < 32) return null
    if (code !== 92) continue
    const escape = matchEnd(escaped, text, at)
    if (escape === null) return null
    at = escape - 1
  }
  return null
}
const escaped = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

function keyText(quoted: string): string {
  const text: unknown = JSON.parse(quoted)
  return typeof text === 'string' ? text : ''
}
