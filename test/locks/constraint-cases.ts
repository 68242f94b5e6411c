import type { CasesByGroup } from "./statement-case.ts";

/** Constraints, indexes, triggers, rules and policies. */
export const constraintCases: CasesByGroup = {
  constraints: [
    { sql: "alter table t add constraint ck check (a>0)", locks: "t AE", scanned: "t" },
    { sql: "alter table t add constraint ck check (a>0) not valid", locks: "t AE" },
    {
      sql: "alter table t validate constraint ck",
      before: "alter table t add constraint ck check (a>0) not valid",
      locks: "t SUE",
      scanned: "t",
    },
    {
      sql: "alter table t validate constraint ck",
      before: "alter table t add constraint ck check (a>0)",
      locks: "t SUE",
    },
    {
      sql: "alter table t validate constraint ck",
      before: "alter table t add constraint ck check (a>0)",
      locks: "t SUE",
    },
    {
      sql: "alter table t add constraint ck check (a>0) not valid, validate constraint ck",
      locks: "t AE",
      scanned: "t",
    },
    {
      sql: "alter table t add constraint c1 check(a>0), add constraint c2 check (n>0)",
      locks: "t AE",
      scanned: "t",
    },
    {
      sql: "alter table t add constraint fk foreign key(pid) references p(id)",
      locks: "p SRE, t SRE",
      scanned: "p, t",
    },
    {
      sql: "alter table t add constraint fk foreign key(pid) references p(id) not valid",
      locks: "p SRE, t SRE",
    },
    {
      sql: "alter table t validate constraint fk",
      before: "alter table t add constraint fk foreign key(pid) references p(id) not valid",
      locks: "p RS, t SUE",
      scanned: "p, t",
    },
    {
      sql: "alter table pt add constraint fk foreign key (k) references p2(id)",
      locks: "p2 SRE, pt SRE, pt1 SRE, pt2 SRE",
      scanned: "p2, pt1, pt2",
    },
    {
      sql: "alter table pt add constraint fk foreign key (k) references p2(id) not valid",
      locks: "p2 SRE, pt SRE, pt1 SRE, pt2 SRE",
      since: 18,
    },
    { sql: "alter table t2 drop constraint t2_pid_fkey", locks: "p AE, t2 AE" },
    {
      sql: "alter table t drop constraint ck",
      before: "alter table t add constraint ck check (a>0)",
      locks: "t AE",
    },
    { sql: "alter table t drop constraint if exists zzz", locks: "t AE" },
    { sql: "alter table t2 alter constraint t2_pid_fkey deferrable", locks: "t2 AE" },
    {
      sql: "alter table t2 alter constraint t2_pid_fkey not enforced",
      locks: "p AE, t2 AE",
      since: 18,
    },
    {
      sql: "alter table t add constraint fk foreign key(pid) references p(id) not enforced",
      locks: "p SRE, t SRE",
      since: 18,
    },
    { sql: "alter table t2 rename constraint t2_pid_fkey to x", locks: "t2 AE" },
    { sql: "alter table t add constraint uq unique(ser)", locks: "t AE", builds: 1, scanned: "t" },
    { sql: "alter table t add constraint uq unique using index t_n_uidx", locks: "t AE" },
    { sql: "alter table px add primary key (id)", locks: "px AE", builds: 1, scanned: "px" },
    {
      sql: "alter table t add primary key (n)",
      before: "alter table t drop constraint t_pkey",
      locks: "t AE",
      builds: 1,
      scanned: "t",
    },
    {
      sql: "alter table t add constraint pk primary key using index t_nn_uidx",
      before: "alter table t drop constraint t_pkey",
      locks: "t AE",
    },
    {
      sql: "alter table t add constraint pk primary key using index t_n_uidx",
      before: "alter table t drop constraint t_pkey",
      locks: "t AE",
      scanned: "t",
    },
    {
      sql: "alter table t add constraint pk primary key using index t_n_uidx",
      before:
        "alter table t drop constraint t_pkey; alter table t add constraint ck check (n is not null)",
      locks: "t AE",
    },
    {
      sql: "alter table t drop constraint t_pkey, add constraint t_pkey primary key using index t_nn_uidx",
      locks: "t AE",
    },
    {
      sql: "alter table t add constraint ex exclude using btree (ser with =)",
      locks: "t AE",
      builds: 1,
      scanned: "t",
    },
    { sql: "alter table t drop constraint t_pkey", locks: "t AE" },
  ],
  indexes: [
    { sql: "create index i on t(ser)", locks: "t S", builds: 1, scanned: "t" },
    { sql: "create index if not exists t_a_idx on t(a)", locks: "t S" },
    {
      sql: "create index i on pt(k)",
      locks: "pt S, pt1 S, pt2 S",
      builds: 2,
      scanned: "pt1, pt2",
    },
    { sql: "create index i on only pt(k)", locks: "pt S" },
    { sql: "drop index t_a_idx", locks: "t AE", indexLocks: "t_a_idx AE" },
    { sql: "drop index if exists zzz", locks: "" },
    { sql: "alter index t_a_idx rename to x", locks: "", indexLocks: "t_a_idx SUE" },
    { sql: "alter table t_a_idx rename to x", locks: "", indexLocks: "t_a_idx AE" },
    { sql: "alter index t_a_idx set (fillfactor=80)", locks: "", indexLocks: "t_a_idx SUE" },
    {
      sql: "alter index ipt attach partition ipt1",
      before: "create index ipt on only pt (k); create index ipt1 on pt1 (k)",
      locks: "pt AS, pt1 AS",
      indexLocks: "ipt SUE, ipt1 AE",
    },
    {
      sql: "reindex index t_a_idx",
      locks: "t S",
      indexLocks: "t_a_idx AE",
      builds: 1,
      scanned: "t",
    },
    {
      sql: "reindex table t",
      locks: "t S",
      indexLocks: "t_a_idx AE, t_c_idx AE, t_e_idx AE, t_n_uidx AE, t_nn_uidx AE, t_pkey AE",
      builds: 6,
      scanned: "t",
    },
  ],
  "triggers, rules and policies": [
    {
      sql: "create trigger x before insert on t for each row execute function trgf()",
      locks: "t SRE",
    },
    {
      sql: "create or replace trigger trg before insert on t for each row execute function trgf()",
      locks: "t SRE",
    },
    {
      sql: "create trigger x before insert on pt for each row execute function trgf()",
      locks: "pt SRE, pt1 SRE, pt2 SRE",
    },
    { sql: "drop trigger trg on t", locks: "t AE" },
    { sql: "drop trigger if exists zzz on t", locks: "" },
    { sql: "alter trigger trg on t rename to x", locks: "t AE" },
    { sql: "alter table t disable trigger trg", locks: "t SRE" },
    { sql: "create rule r1 as on delete to t do also nothing", locks: "t AE" },
    { sql: "drop rule rl on t2", locks: "t2 AE" },
    { sql: "create policy p1 on t using (true)", locks: "t AE" },
    { sql: "alter policy pol on t using (false)", locks: "t AE" },
    { sql: "drop policy pol on t", locks: "t AE" },
    { sql: "alter table t enable row level security", locks: "t AE" },
  ],
};
