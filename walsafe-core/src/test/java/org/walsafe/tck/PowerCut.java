package org.walsafe.tck;

import java.io.Serial;

/**
 * The machine that runs the code under test dies at this very step. An error, because no code may live on.
 *
 * @since 0.1.0
 */
public final class PowerCut extends Error {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * A power cut.
     *
     * @param step what was about to happen
     */
    public PowerCut(String step) {
        super("the power was cut before: " + step, null, false, false);
    }
}
