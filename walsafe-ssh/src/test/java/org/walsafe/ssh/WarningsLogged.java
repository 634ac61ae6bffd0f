package org.walsafe.ssh;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Collects the warnings of one class while it is open. */
final class WarningsLogged implements AutoCloseable {

    private final Logger logger;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().equals(Level.WARNING)) {
                messages.add(logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private WarningsLogged(Logger logger) {
        this.logger = logger;
        logger.addHandler(handler);
    }

    static WarningsLogged by(Class<?> type) {
        return new WarningsLogged(Logger.getLogger(type.getName()));
    }

    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
    }
}
