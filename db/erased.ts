/** What stands where somebody's name stood, once they have erased their account. */
export const nameOfErased = 'Somebody who has left'
export const jobTitleOfErased = 'Job title erased'
