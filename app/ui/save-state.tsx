import { Icon } from './icon.tsx'

/** Where a text is now. `time` is a clock text such as 2:32pm. */
export type SaveStateValue =
  | { kind: 'saved'; time: string }
  | { kind: 'team'; time: string }
  | { kind: 'device' }
  | { kind: 'offline' }
  | { kind: 'trying' }

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
  }
}

/** Says where the text is. It is not a live region: news is read out in one place only. */
export function SaveState({ state }: { state: SaveStateValue }) {
  const isKept = state.kind === 'saved' || state.kind === 'team'
  return (
    <p className={`cc-save cc-save--${isKept ? 'team' : 'device'}`}>
      <Icon name={isKept ? 'tick' : 'device'} />
      <span>{saveWords(state)}</span>
    </p>
  )
}
