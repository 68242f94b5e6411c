/** SQL that the builder takes as it is, unescaped: what `pgm.func` returns. */
export class PgLiteral {
  static create(value: string): PgLiteral {
    return new PgLiteral(value);
  }

  readonly literal = true;
  readonly value: string;

  constructor(value: string) {
    this.value = value;
  }

  toString(): string {
    return this.value;
  }
}

export function isPgLiteral(value: unknown): value is PgLiteral {
  return typeof value === "object" && value !== null && (value as PgLiteral).literal === true;
}
