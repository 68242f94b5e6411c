/** How many bytes are taken from the system at a time. */
const chunkSize = 1 << 20;

/** How many texts are known again. */
const mostRemembered = 1000;

/** Texts in a few buffers, each in its bytes and four more; one that comes again soon is there once. */
export class PackedTexts {
  readonly #chunks: Buffer[] = [];
  /** Where the last chunk is free from. */
  #end = 0;
  readonly #remembered = new Map<string, number>();

  /** @returns where it is */
  add(text: string): number {
    const known = this.#remembered.get(text);
    if (known !== undefined) return known;
    const place = this.#write(Buffer.from(text));
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    this.#remembered.set(text, place);
    return place;
  }

  at(place: number): string {
    const [chunk, begin] = [this.#chunks[Math.floor(place / chunkSize)]!, (place % chunkSize) + 4];
    return chunk.toString("utf8", begin, begin + chunk.readUInt32LE(begin - 4));
  }

  #write(bytes: Buffer): number {
    const size = bytes.length + 4;
    if (this.#end + size > (this.#chunks.at(-1)?.length ?? 0)) {
      this.#chunks.push(Buffer.alloc(Math.max(chunkSize, size)));
      this.#end = 0;
    }
    const begin = this.#end;
    const chunk = this.#chunks.at(-1)!;
    chunk.writeUInt32LE(bytes.length, begin);
    bytes.copy(chunk, begin + 4);
    this.#end += size;
    return (this.#chunks.length - 1) * chunkSize + begin;
  }
}
