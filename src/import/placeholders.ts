/** What is to be done about a file in which the other tool puts values that pgmaestro does not. */
export const writeValuesIn =
  "write their values in; where it is recorded as applied, `pgmaestro repair NAME` then accepts that";
