/** The functions of Citus that migrations call to have tables distributed. Source: Citus 12.1, "Citus Utility Functions". */
export const citusFunctions = [
  "create_distributed_table",
  "create_distributed_table_concurrently",
  "create_reference_table",
  "citus_add_local_table_to_metadata",
  "alter_distributed_table",
  "update_distributed_table_colocation",
  "undistribute_table",
  "citus_schema_distribute",
  "citus_schema_undistribute",
  "create_distributed_function",
] as const;

export type CitusFunction = (typeof citusFunctions)[number];
