import { type Kysely, type Migration, sql } from 'kysely';

/**
 * Ending a run is one call of the database, as appending is, with the events that come before the end: all or nothing.
 * It notifies a second time, of the end, so that whoever waits for that alone need not look after every event.
 */
export const endRun: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`
      create function end_run(
        run text, new_status text, new_result text, new_error text,
        keys text[], types text[], data text[]
      )
      returns boolean language plpgsql as $$
      declare
        kept json;
        end_data text;
      begin
        update runs
        set status = new_status,
          result = coalesce(new_result::json, result),
          error = new_error::json,
          completed_at = now()
        where id = run and status in ('queued', 'running')
        returning result into kept;
        if not found then
          return false;
        end if;

        end_data := '{"status":' || to_json(new_status)
          || coalesce(',"result":' || kept, '')
          || coalesce(',"error":' || new_error, '')
          || '}';
        perform append_run_events(
          run, keys || 'run-end'::text, types || 'run-end'::text, data || end_data
        );
        perform pg_notify('plumbline_run_events', run || ' end');
        return true;
      end
      $$`.execute(db);
  },
};
