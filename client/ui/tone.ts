// The meanings a part can carry. Colour is only ever one of these, and never alone.
export type Tone = 'plain' | 'accent' | 'live' | 'off' | 'bad'
