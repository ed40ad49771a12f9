/** Questions for a conversation with any peer; they need no case and give none away. */
export const generalQuestions: readonly string[] = [
  'What was new to you, and what did you know but not do?',
  'Where have you met something like it in your own work? Leave names out.',
  'What would you do differently next time, and for whom would that be better?',
  'What does the person you talk to see differently?',
  'How will you know that it has helped?',
]

/** Whom one can talk to. A regulator's own rule is said beside it. */
export const whoIsAPeer =
  'Another social worker, your manager or supervisor, or another professional who knows your work, such as a teacher or a health visitor.'
