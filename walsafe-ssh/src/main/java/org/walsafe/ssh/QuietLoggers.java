package org.walsafe.ssh;

import net.schmizz.sshj.common.LoggerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * Keeps SSHJ quiet: it logs every lost connection as an error with its stack, which WalSafe throws to its caller anyway.
 * Who sets SSHJ's loggers to debug hears all of it.
 */
enum QuietLoggers implements LoggerFactory {
    /** The only one. */
    INSTANCE;

    @Override
    public Logger getLogger(String name) {
        Logger logger = org.slf4j.LoggerFactory.getLogger(name);
        return logger.isDebugEnabled() ? logger : NOPLogger.NOP_LOGGER;
    }

    @Override
    public Logger getLogger(Class<?> type) {
        return getLogger(type.getName());
    }
}
