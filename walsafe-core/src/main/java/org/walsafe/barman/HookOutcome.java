package org.walsafe.barman;

import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.wal.WalFileName;

/**
 * What came of a call of the hook.
 *
 * @since 0.1.0
 */
public sealed interface HookOutcome {

    /** {@return what to tell Barman} */
    HookExit exit();

    /** {@return what happened, as a sentence without its full stop} */
    String message();

    /**
     * The file is confirmed, by this call or one before it.
     *
     * @param file the WAL file
     * @param outcome {@link ConfirmOutcome.Recorded} or {@link ConfirmOutcome.AlreadyRecorded}
     */
    record Confirmed(WalFileName file, ConfirmOutcome outcome) implements HookOutcome {

        @Override
        public HookExit exit() {
            return HookExit.DONE;
        }

        @Override
        public String message() {
            return file + (outcome instanceof ConfirmOutcome.Recorded ? " is confirmed" : " was confirmed before");
        }
    }

    /**
     * There are two different files of this name: at Barman, or in archive and registry. Someone has to look.
     *
     * @param file the WAL file
     * @param message what contradicts what, and where
     */
    record Conflicting(WalFileName file, String message) implements HookOutcome {

        @Override
        public HookExit exit() {
            return HookExit.GIVE_UP;
        }
    }

    /**
     * Barman has not archived the file. It keeps what it received, and calls the hook again when it has.
     *
     * @param file the WAL file
     * @param message why not
     */
    record NotArchived(WalFileName file, String message) implements HookOutcome {

        @Override
        public HookExit exit() {
            return HookExit.GIVE_UP;
        }
    }

    /**
     * The archived file is not what its name says, or that cannot be found out; it was not confirmed.
     *
     * @param file the WAL file
     * @param message what is wrong with it
     */
    record Unsound(WalFileName file, String message) implements HookOutcome {

        @Override
        public HookExit exit() {
            return HookExit.GIVE_UP;
        }
    }

    /**
     * The file could not be read, or the registry not reached; nothing is known.
     *
     * @param file the WAL file
     * @param message what failed
     * @param exit {@link HookExit#RETRY} or {@link HookExit#GIVE_UP}, as the hook was told
     */
    record Unreachable(WalFileName file, String message, HookExit exit) implements HookOutcome {}

    /**
     * The hook does not stand where it belongs in Barman's configuration.
     *
     * @param message where it stands, and why that does not do
     */
    record Misused(String message) implements HookOutcome {

        @Override
        public HookExit exit() {
            return HookExit.GIVE_UP;
        }
    }
}
