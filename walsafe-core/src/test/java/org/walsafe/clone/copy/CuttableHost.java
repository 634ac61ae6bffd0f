package org.walsafe.clone.copy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostUnreachableException;
import org.walsafe.host.LocalHost;

/** The local machine, whose commands' output can be cut, and which tells what it ran. */
final class CuttableHost implements Host {

    private final LocalHost host = new LocalHost();
    private final AtomicLong bytes = new AtomicLong(Long.MAX_VALUE);
    final List<String> commands = new CopyOnWriteArrayList<>();
    private volatile Consumer<Command> before = command -> {};
    private volatile boolean refusesCommands;

    /** After so many more bytes the connection is lost, once. */
    void cutOnceAfter(long count) {
        bytes.set(count);
    }

    void beforeEachCommand(Consumer<Command> action) {
        before = action;
    }

    /** As an account that may only use files. */
    CuttableHost withoutCommands() {
        refusesCommands = true;
        return this;
    }

    @Override
    public String name() {
        return "barman@test";
    }

    @Override
    public CommandResult run(Command command, OutputStream stdout) throws IOException {
        before.accept(command);
        commands.add(String.join(" ", command.words()));
        if (refusesCommands) {
            throw new IOException("this account runs no commands");
        }
        return host.run(command, new FilterOutputStream(stdout) {
            @Override
            public void write(byte[] content, int offset, int length) throws IOException {
                long left = bytes.addAndGet(-length);
                if (left < 0) {
                    int part = (int) Math.max(0, length + left);
                    out.write(content, offset, part);
                    bytes.set(Long.MAX_VALUE);
                    throw new HostUnreachableException("the connection was cut");
                }
                out.write(content, offset, length);
            }
        });
    }

    @Override
    public HostFiles files() {
        return host.files();
    }

    @Override
    public void close() {
        host.close();
    }
}
