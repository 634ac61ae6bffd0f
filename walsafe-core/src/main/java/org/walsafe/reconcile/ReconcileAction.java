package org.walsafe.reconcile;

import org.walsafe.wal.WalFileName;

/**
 * One thing that reconciling does about one WAL file. Each is idempotent and complete in itself.
 *
 * @since 0.1.0
 */
public sealed interface ReconcileAction {

    /** {@return the WAL file} */
    WalFileName file();

    /** {@return why, as a sentence without its full stop} */
    String reason();

    /**
     * Confirm the file, if the archived one stands up to examination.
     *
     * @param file the WAL file
     */
    record Confirm(WalFileName file) implements ReconcileAction {

        @Override
        public String reason() {
            return "PostgreSQL waits for " + file + ", the archive holds it, and there is no marker";
        }
    }

    /**
     * Clear away what stands in the marker's place and confirm the file, if the archived one stands up to examination.
     *
     * @param file the WAL file
     * @param flaw what is wrong with what stands there
     */
    record Replace(WalFileName file, String flaw) implements ReconcileAction {

        @Override
        public String reason() {
            return "PostgreSQL waits for " + file + ", the archive holds it, and its marker confirms nothing: " + flaw;
        }
    }

    /**
     * Put a confirmation with evidence in the place of one without, if the archived file stands up to examination.
     *
     * @param file the WAL file
     */
    record Upgrade(WalFileName file) implements ReconcileAction {

        @Override
        public String reason() {
            return "PostgreSQL waits for " + file + ", the archive holds it, and its marker states no evidence";
        }
    }

    /**
     * Withdraw the marker.
     *
     * @param file the WAL file
     */
    record Withdraw(WalFileName file) implements ReconcileAction {

        @Override
        public String reason() {
            return "PostgreSQL has finished with " + file;
        }
    }

    /**
     * Report that the marker contradicts what PostgreSQL has; the marker stays.
     *
     * @param file the WAL file
     * @param contradiction what contradicts, as a clause
     */
    record ReportConflict(WalFileName file, String contradiction) implements ReconcileAction {

        @Override
        public String reason() {
            return "the marker of " + file + " is not about the file that PostgreSQL waits for: " + contradiction;
        }
    }

    /**
     * Report that the archive does not have the file.
     *
     * @param file the WAL file
     * @param source whether PostgreSQL could still hand the file to the archive
     */
    record ReportMissing(WalFileName file, Source source) implements ReconcileAction {

        /** Whether PostgreSQL still has the file. */
        public enum Source {
            /** It has. */
            KEPT,
            /** It has not: what waits is a status file without a WAL file. */
            GONE
        }

        @Override
        public String reason() {
            return switch (source) {
                case KEPT -> "PostgreSQL waits for " + file + ", which the archive does not hold";
                case GONE ->
                    "PostgreSQL waits for " + file + ", which neither the archive nor PostgreSQL itself has: "
                            + "its .ready file is an orphan, and up to version 11 it must be removed by hand";
            };
        }
    }
}
