export { type Backfill, readBackfill } from "./backfill.ts";
export { isFalseText, isTrueText } from "./booleans.ts";
export { checksum } from "./checksum.ts";
export { type CitusFunction, citusFunctions } from "./citus-functions.ts";
export {
  type ControlProblem,
  refuseClientSyntax,
  refuseTransactionControl,
  transactionControl,
  withoutClientCommands,
} from "./client-syntax.ts";
export {
  type Directive,
  type DirectiveName,
  directiveNames,
  directives,
  header,
  type Header,
  type DeploymentPhase,
  phases,
  readDirective,
  type SquashedMigration,
} from "./header.ts";
export { bytesOfName, longestName, truncatedName } from "./name-length.ts";
export {
  byteToOffset,
  lineColumn,
  linesBetween,
  locationIn,
  offsetAt,
  offsetOfCharacter,
  offsetOfLine,
} from "./positions.ts";
export { literal, quoteIdentifier, quoteIfNeeded, quoteLiteral } from "./quote.ts";
export { blankedOut, refusedSpan } from "./refused.ts";
export { codeOnly, isBlank, isComment, type Region, regions } from "./regions.ts";
export { maskSecrets, secretsIn, type WrittenSecret } from "./secrets.ts";
export { refuseMarker, sections, type Span, withoutMarkers } from "./sections.ts";
export { mayReachServer } from "./server-words.ts";
export { SqlTextError } from "./sql-text-error.ts";
export {
  type Replaced,
  replaceVariables,
  undefinedVariable,
  type Variables,
  writtenOffset,
} from "./variables.ts";
export { nameOfToken, type Token, tokens } from "./tokens.ts";
