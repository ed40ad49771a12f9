import { Icon, type IconName } from './icon.tsx'

/** Who reads what is written here. There are these answers and no others. */
export type Readers =
  | 'only-you'
  | 'team-with-name'
  | 'team-without-name'
  | 'facilitators'
  | 'manager-fact'
  | 'shared'
  | 'shared-with-you'

const answers = {
  'only-you': { icon: 'lock', words: 'Only you can read this' },
  'team-with-name': { icon: 'team', words: 'Your team reads this, with your name' },
  'team-without-name': { icon: 'nameless', words: 'Your team reads this, without your name' },
  facilitators: { icon: 'flag', words: 'Only facilitators read this' },
  shared: { icon: 'team', words: 'Only you and whom you share it with can read this' },
  'shared-with-you': { icon: 'lock', words: 'Only you and who shared it can read this' },
  'manager-fact': { icon: 'document', words: 'Your manager sees this fact, never your words' },
} satisfies Record<Readers, { icon: IconName; words: string }>

/** Says who reads it, beside every field; `id` lets the field be described by it. */
export function WhoReads(props: { readers: Readers; id?: string; classes?: string }) {
  const { icon, words } = answers[props.readers]
  return (
    <p className={props.classes ? `cc-who ${props.classes}` : 'cc-who'} id={props.id}>
      <Icon name={icon} />
      <span>{words}</span>
    </p>
  )
}
