package org.walsafe.clone;

import org.walsafe.clone.copy.CopyProgress;

/**
 * Is told how far a clone has come: what it does next, what it finds, and while it copies what {@link CopyProgress} is told.
 *
 * @since 0.1.0
 */
public interface CloneProgress extends CopyProgress {

    /** Nobody watches. */
    CloneProgress NONE = new CloneProgress() {};

    /**
     * The clone goes on to something that may take its time.
     *
     * @param sentence what, as a sentence without its full stop
     */
    default void step(String sentence) {}

    /**
     * A check found something.
     *
     * @param finding what
     */
    default void found(CloneFinding finding) {}
}
