package org.walsafe.archive;

/**
 * Something that a human should see although it decides nothing: a growing backlog, a partial segment that went
 * unconfirmed. The command line prints it; it reaches PostgreSQL's log that way.
 *
 * <p>Immutable and thread-safe.
 *
 * @param rule the rule that gives it
 * @param text a sentence on one line
 * @since 0.1.0
 */
public record Notice(String rule, String text) {}
