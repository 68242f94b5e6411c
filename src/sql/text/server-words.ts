/**
 * What statements that reach further than their database are written with, in code that they make at run time, too. A membership is granted
 * as a privilege is, but ON nothing. Source: PostgreSQL manual, 23.1 "Managing Databases", 52 "System Catalogs", those that are shared.
 */
const forms = [
  /\b(?:create|alter|drop|comment\s+on|label\s+on)\s+(?:role|user|group|database|tablespace|subscription)\b/i,
  /\b(?:alter\s+system|on\s+parameter|(?:drop|reassign)\s+owned)\b/i,
  /\b(?:grant|revoke)\s(?:"[^"]*"|(?!\bon\b)[^;"])*?\s(?:to|from)\b/i,
  /\b(?:pg_\w*replication_\w+|pg_terminate_backend|pg_cancel_backend|dblink\w*)\b/i,
];

/**
 * Whether a text may change or end what belongs to a whole server: roles, databases, tablespaces, replication, other sessions.
 * @example mayReachServer("DO $$ BEGIN CREATE ROLE app; END $$") // true
 */
export function mayReachServer(text: string): boolean {
  return forms.some((form) => form.test(text));
}
