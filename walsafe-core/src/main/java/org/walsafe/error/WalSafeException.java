package org.walsafe.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A failure that WalSafe reports to its caller: what happened, to which file, where; and in the {@link #hint() hint}, what
 * to do about it.
 *
 * <p>Each kind of failure is a subclass, named after the fact. Message and hint are one line each whatever text went into
 * them: control characters, such as a line break in a hostile file name, are shown as {@code \}{@code u000a}. Neither may
 * hold a secret.
 *
 * <p>Instances are immutable but for what {@link Throwable} itself lets callers change.
 *
 * @since 0.1.0
 */
public abstract class WalSafeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String hint;

    /**
     * A failure for which there is nothing to advise.
     *
     * @param message what happened, to which file, where
     */
    protected WalSafeException(String message) {
        super(OneLine.of(message));
        this.hint = null;
    }

    /**
     * A failure with advice.
     *
     * @param message what happened, to which file, where
     * @param hint what the operator can do, as a whole sentence
     */
    protected WalSafeException(String message, String hint) {
        super(OneLine.of(message));
        this.hint = OneLine.of(hint);
    }

    /**
     * A failure that another one caused, with advice.
     *
     * @param message what happened, to which file, where
     * @param hint what the operator can do, as a whole sentence
     * @param cause the failure below
     */
    protected WalSafeException(String message, String hint, Throwable cause) {
        super(OneLine.of(message), cause);
        this.hint = OneLine.of(hint);
    }

    /**
     * A failure that another one caused, for which there is nothing to advise.
     *
     * @param message what happened, to which file, where
     * @param cause the failure below
     */
    protected WalSafeException(String message, Throwable cause) {
        super(OneLine.of(message), cause);
        this.hint = null;
    }

    /**
     * What the operator can do about it: a whole sentence on one line, apart from the message so that a program can show it
     * apart.
     *
     * @return the advice, or empty where there is none
     */
    public final Optional<String> hint() {
        return Optional.ofNullable(hint);
    }
}
