import { defaultPartition } from "./fixture.ts";
import { rewritesT, type CasesByGroup } from "./statement-case.ts";

const attach = "alter table pt attach partition";

/** Whole tables and other objects, and what changes rows. */
export const objectCases: CasesByGroup = {
  "table level": [
    { sql: "alter table t2 rename to t3", locks: "t2 AE" },
    { sql: "alter table t rename column b to bb", locks: "t AE" },
    { sql: "alter table t2 set schema other", locks: "t2 AE" },
    { sql: "alter table t set (fillfactor=80)", locks: "t SUE" },
    { sql: "alter table t set (user_catalog_table=true)", locks: "t AE" },
    { sql: "alter table t cluster on t_a_idx", locks: "t SUE" },
    { sql: "alter table t replica identity full", locks: "t AE" },
    { sql: "alter table px set unlogged", locks: "px AE", rewrites: "px", scanned: "px" },
    { sql: "alter table ul set logged", locks: "ul AE", rewrites: "ul", scanned: "ul" },
    {
      sql: "alter table px inherit par",
      locks: "par SUE, px AE",
    },
    { sql: "comment on table t is 'x'", locks: "t SUE" },
    { sql: "comment on column t.a is 'x'", locks: "t SUE" },
    { sql: "comment on constraint t_pkey on t is 'x'", locks: "t AS" },
    { sql: "grant select on t to public", locks: "t AS", since: 18 },
    { sql: "create statistics st on a,ser from t", locks: "t SUE" },
    { sql: "analyze t", locks: "t SUE" },
    { sql: "lock table t", locks: "t AE" },
    // TRUNCATE gives tables and indexes new files, in which nothing is written.
    { sql: "truncate px", locks: "px AE" },
    { sql: "truncate p cascade", locks: "p AE, t2 AE", cascades: ['table "t2"'] },
    { sql: "cluster t using t_a_idx", ...rewritesT },
    { sql: "create publication pubx for table t", locks: "t SUE" },
  ],
  "CREATE and DROP": [
    // Indexes of new tables are nobody's concern.
    { sql: "create table nt(id bigint primary key)", locks: "" },
    { sql: "create table nt(id bigint primary key, pid bigint references p(id))", locks: "p SRE" },
    { sql: "create table if not exists t(id int)", locks: "" },
    { sql: "create table nt(like t including all)", locks: "t AS" },
    { sql: "create table nt() inherits(t)", locks: "t SUE" },
    { sql: "create table nt as select * from t", locks: "t AS" },
    { sql: "drop table px", locks: "px AE" },
    { sql: "drop table t2", locks: "p AE, t2 AE" },
    {
      sql: "drop table p cascade",
      locks: "p AE, t2 AE",
      cascades: ["constraint t2_pid_fkey on table t2"],
    },
    { sql: "create view v2 as select * from t", locks: "t AS" },
    { sql: "create or replace view vw as select id,a from t", locks: "t AS, vw AE" },
    { sql: "drop view vw", locks: "vw AE" },
    { sql: "create materialized view mv2 as select * from t", locks: "t AS" },
    {
      sql: "refresh materialized view mv",
      locks: "mv AE, t AS",
      rewrites: "mv",
      builds: 1,
      scanned: "mv",
    },
    { sql: "refresh materialized view concurrently mv", locks: "mv X, t AS" },
    {
      sql: "create or replace function vf() returns int language sql volatile as $$select 2$$",
      locks: "",
    },
    { sql: "drop function vf()", locks: "" },
  ],
  partitions: [
    { sql: "create table pn partition of pt for values from (400) to (500)", locks: "pt AE" },
    {
      sql: "create table pn partition of pt for values from (400) to (500)",
      before: defaultPartition,
      locks: "pd AE, pt AE",
      scanned: "pd",
    },
    {
      sql: `${attach} px for values from (300) to (400)`,
      locks: "pt SUE, px AE",
      scanned: "px",
    },
    { sql: `${attach} pxc for values from (300) to (400)`, locks: "pt SUE, pxc AE" },
    {
      sql: `${attach} pxc for values from (300) to (400)`,
      before: defaultPartition,
      locks: "pd AE, pt SUE, pxc AE",
      scanned: "pd",
    },
    {
      sql: `${attach} pxc for values from (300) to (400)`,
      before: `${defaultPartition}; alter table pd alter column k set not null;
        alter table pd add constraint pd_k check (k < 300 or k >= 400)`,
      locks: "pd AE, pt SUE, pxc AE",
    },
    {
      sql: `${attach} pxc for values from (300) to (400)`,
      before: "create index pt_k on pt (k)",
      locks: "pt SUE, pxc AE",
      builds: 1,
      scanned: "pxc",
    },
    {
      sql: `${attach} pxc for values from (300) to (400)`,
      before: `insert into p2 select g from generate_series(300, 400) g;
        alter table pt add constraint fk foreign key (k) references p2 (id)`,
      locks: "p2 SRE, pt SUE, pxc AE",
      scanned: "p2, pxc",
    },
    { sql: "alter table pt detach partition pt1", locks: "pt AE, pt1 AE" },
    { sql: "drop table pt1", locks: "pt AE, pt1 AE" },
  ],
  "types, domains and sequences": [
    { sql: "alter type mood add value 'meh'", locks: "" },
    { sql: "alter type mood rename value 'ok' to 'fine'", locks: "" },
    // The lock on the composite type itself holds up nobody who reads or writes a table.
    { sql: "alter type comp add attribute z int cascade", locks: "tc AE" },
    {
      sql: "alter domain dpos add constraint ck check (value>0)",
      locks: "t S",
      scanned: "t",
    },
    { sql: "alter domain dpos add constraint ck check (value>0) not valid", locks: "" },
    {
      sql: "alter domain dpos validate constraint ck",
      before: "alter domain dpos add constraint ck check (value>0) not valid",
      locks: "t S",
      scanned: "t",
    },
    { sql: "alter domain dpos set not null", locks: "t S", scanned: "t" },
    { sql: "alter domain dchk drop constraint dchk_check", locks: "" },
    { sql: "alter sequence sq restart with 100", locks: "sq SRE" },
    { sql: "select setval('sq',100)", locks: "sq RX" },
    { sql: "drop sequence sq", locks: "sq AE" },
  ],
  // What queries read is not told: it depends on the plan, and so on the rows that a table has.
  DML: [
    { sql: "insert into px values(1,1)", locks: "px RX" },
    { sql: "update t set a=1", locks: "t RX" },
    { sql: "delete from px", locks: "px RX" },
    { sql: "select * from px for update", locks: "px RS" },
    {
      sql: "merge into px using p on px.id=p.id when matched then delete",
      locks: "p AS, px RX",
      since: 15,
    },
    { sql: "insert into px select id,a from t", locks: "px RX, t AS" },
    { sql: "do $$ begin alter table t add column z int; end $$", locks: "t AE" },
  ],
};
