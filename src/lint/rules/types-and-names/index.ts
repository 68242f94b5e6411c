import type { Rule } from "../../rule.ts";
import identifierTooLong from "./identifier-too-long.ts";
import mixedCaseName from "./mixed-case-name.ts";
import noCharN from "./no-char-n.ts";
import noMoneyType from "./no-money-type.ts";
import noTimestampPrecision0 from "./no-timestamp-precision-0.ts";
import noTimetz from "./no-timetz.ts";
import preferBigintKey from "./prefer-bigint-key.ts";
import preferIdentity from "./prefer-identity.ts";
import preferTextOverVarchar from "./prefer-text-over-varchar.ts";
import preferTimestamptz from "./prefer-timestamptz.ts";
import requireSchemaQualified from "./require-schema-qualified.ts";
import reservedWordName from "./reserved-word-name.ts";

export default [
  preferTimestamptz,
  preferBigintKey,
  noCharN,
  preferTextOverVarchar,
  preferIdentity,
  noMoneyType,
  noTimetz,
  noTimestampPrecision0,
  reservedWordName,
  identifierTooLong,
  mixedCaseName,
  requireSchemaQualified,
] as readonly Rule[];
