package org.walsafe.barman;

/**
 * The exit codes that Barman understands of a retry hook (2.0 to 3.17).
 *
 * @since 0.1.0
 */
public enum HookExit {
    /** Done: Barman goes on. */
    DONE(0),
    /**
     * To be done again: Barman calls the hook again every three seconds (after six times in vain, after a minute), for ever,
     * and archives nothing else of this server meanwhile.
     */
    RETRY(1),
    /** Not done, and no use in trying again: Barman writes a warning into its log and goes on. */
    GIVE_UP(62);

    private final int code;

    HookExit(int code) {
        this.code = code;
    }

    /** {@return the exit code of the process} */
    public int code() {
        return code;
    }
}
