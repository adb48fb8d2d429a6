/** What is wanted of a stage; undefined leaves as it is. */
export interface StageChanges {
  name?: string | undefined;
  /** Null takes it away. */
  legacyId?: string | null | undefined;
  /** Its place within its process; 0 is first. */
  position?: number | undefined;
}
