export { controlSchemas, withControl } from "./control.ts";
export { failureOf, type MemberFailure } from "./failure.ts";
export { forMany } from "./for-many.ts";
export type { Member } from "./member.ts";
export { fleetMembers, refuseNoMembers } from "./members.ts";
export { beginRollout, isOpen, type Rollout, someRollout, type RolloutState } from "./rollout.ts";
export { Sessions } from "./sessions.ts";
export {
  type FleetAddress,
  type Amount,
  type Concurrency,
  concurrencyOf,
  type FleetSettings,
  type GivenMember,
  type MemberSource,
  type WaveSettings,
} from "./settings.ts";
export {
  type FailureGroup,
  type MemberCounts,
  type MemberStatus,
  memberStatus,
  type RolloutStatus,
  statusOf,
  type WorkerStatus,
} from "./status.ts";
export { steer, type Steering } from "./steering.ts";
export { type MemberRun, workOnRollout } from "./worker.ts";
