package org.walsafe.host;

/**
 * Receives the names of a directory, one by one, in no particular order.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface DirectoryVisitor {

    /** Whether the listing goes on. */
    enum Next {
        /** Show the next name. */
        CONTINUE,
        /** End the listing; the rest is not read. */
        STOP
    }

    /**
     * Takes one name (a single path step, never {@code .} or {@code ..}) and says whether to go on. A name that is not UTF-8 is
     * text in the way of {@link FileNameText}.
     */
    Next visit(String name);
}
