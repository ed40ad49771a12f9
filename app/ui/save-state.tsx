import { Icon } from './icon.tsx'

/** Where a text is now. `time` is a clock text such as 2:32pm. */
export type SaveStateValue =
  | { kind: 'saved'; time: string }
  | { kind: 'team'; time: string }
  | { kind: 'device' }
  | { kind: 'offline' }
  | { kind: 'trying' }
  /** Not saved, and not tried again by itself; `message` says what to do. */
  | { kind: 'refused'; message: string }

/** The words for a save state: the only ones we use. */
export function saveWords(state: SaveStateValue): string {
  switch (state.kind) {
    case 'saved':
      return `Saved ${state.time}`
    case 'team':
      return `Saved for the team ${state.time}`
    case 'device':
      return 'Saved on this device. Sending…'
    case 'offline':
      return 'Offline. Saved on this device'
    case 'trying':
      return 'Not saved yet. We keep trying.'
    case 'refused':
      return state.message
  }
}

/**
 * Says where the text is. It is not a live region: news is read out in one place only. `isShort`
 * leaves the time away on narrow screens, for the room bar.
 */
export function SaveState({
  state,
  isShort = false,
}: {
  state: SaveStateValue
  isShort?: boolean
}) {
  const isKept = state.kind === 'saved' || state.kind === 'team'
  const words = saveWords(state)
  return (
    <p className={`cc-save cc-save--${isKept ? 'team' : 'device'}`}>
      <Icon name={isKept ? 'tick' : state.kind === 'refused' ? 'warning' : 'device'} />
      <span>{isKept && isShort ? <TimeWideOnly words={words} time={state.time} /> : words}</span>
    </p>
  )
}

function TimeWideOnly({ words, time }: { words: string; time: string }) {
  return (
    <>
      {words.slice(0, words.length - time.length).trimEnd()}
      <span className="cc-wideonly"> {time}</span>
    </>
  )
}
