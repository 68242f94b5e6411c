/** A migration after those of `orders`, and what mending it by one rule makes of it. */
export interface FixCase {
  readonly title: string;
  readonly rule: string;
  readonly postgres?: number;
  readonly up: string;
  readonly down?: string;
  /** Default: as it was. */
  readonly becomes?: string;
  readonly downBecomes?: string;
  readonly created?: readonly {
    readonly name: string;
    readonly up: string;
    readonly down: string;
  }[];
}
