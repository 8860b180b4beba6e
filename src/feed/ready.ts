// Frames made ready once and written to many: the text, and for each transport the bytes of the whole
// WebSocket message (RFC 6455 §5.2, from a server, unmasked, unfragmented, uncompressed). It knows what
// bytes look like, not who gets them.

const TEXT_FRAME = 0x81
const LONGEST_SHORT = 125
const LONGEST_MEDIUM = 0xffff

/** What Socket.IO puts around the one argument of its event `m`: engine.io message, packet type event. */
const PACKET_OPENS = '42["m",'
const PACKET_CLOSES = ']'

function headerBytes(payloadBytes: number): number {
  if (payloadBytes <= LONGEST_SHORT) return 2
  return payloadBytes <= LONGEST_MEDIUM ? 4 : 10
}

/** The complete text message of a server around `text`. */
export function webSocketMessage(text: string): Buffer {
  const payloadBytes = Buffer.byteLength(text)
  const start = headerBytes(payloadBytes)
  const message = Buffer.allocUnsafe(start + payloadBytes)
  message[0] = TEXT_FRAME
  if (start === 2) message[1] = payloadBytes
  else if (start === 4) {
    message[1] = 126
    message.writeUInt16BE(payloadBytes, 2)
  } else {
    message[1] = 127
    message.writeBigUInt64BE(BigInt(payloadBytes), 2)
  }
  message.write(text, start)
  return message
}

/** The same for Socket.IO: one event packet in one message. */
export function socketIoMessage(text: string): Buffer {
  return webSocketMessage(PACKET_OPENS + text + PACKET_CLOSES)
}

/** Frames that go out together, in order; bytes are made when the first socket of a kind asks. */
export class Ready {
  /** One JSON text for each frame. */
  readonly texts: readonly string[]
  #webSocket: Buffer | undefined
  #socketIo: Buffer | undefined

  constructor(texts: readonly string[]) {
    this.texts = texts
  }

  get forWebSocket(): Buffer {
    return (this.#webSocket ??= joined(this.texts.map(webSocketMessage)))
  }

  get forSocketIo(): Buffer {
    return (this.#socketIo ??= joined(this.texts.map(socketIoMessage)))
  }
}

function joined(messages: readonly Buffer[]): Buffer {
  const [only] = messages
  return messages.length === 1 && only ? only : Buffer.concat(messages)
}
