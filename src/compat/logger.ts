/** Where messages go. */
export interface Logger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export interface LoggerOptions {
  /** Takes every message. */
  readonly log?: ((message: string, ...args: unknown[]) => void) | undefined;
  /** A logger with methods; `debug` may be left out. */
  readonly logger?: (Omit<Logger, "debug"> & Partial<Pick<Logger, "debug">>) | undefined;
  /** Whether debug messages are wanted. Default: false. */
  readonly verbose?: boolean | undefined;
}

/** The logger that was given; without one nothing is printed. */
export function createLogger({ log, logger, verbose = false }: LoggerOptions): Logger {
  const given = logger ?? (log && { debug: log, info: log, warn: log, error: log });
  const silent = () => {};
  return {
    debug: verbose && given?.debug ? (message) => given.debug!(message) : silent,
    info: given ? (message) => given.info(message) : silent,
    warn: given ? (message) => given.warn(message) : silent,
    error: given ? (message) => given.error(message) : silent,
  };
}
