package org.walsafe.ssh;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;

/** Runs a command line in a shell, a thread for each of its streams: MINA's own serves all with one, which can hang. */
final class InProcessCommand implements Command {

    /** A command line that ends with this is not run: the channel is closed, and nobody is told how it ended. */
    static final String HANG_UP = "hang-up";

    private final String line;
    private InputStream stdin = InputStream.nullInputStream();
    private OutputStream stdout = OutputStream.nullOutputStream();
    private OutputStream stderr = OutputStream.nullOutputStream();
    private ExitCallback exit = (status, message, immediately) -> {};
    private Process process;

    InProcessCommand(String line) {
        this.line = line;
    }

    @Override
    public void setInputStream(InputStream in) {
        stdin = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        stdout = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        stderr = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
        if (line.endsWith(HANG_UP)) {
            channel.close(false);
            return;
        }
        process = new ProcessBuilder("/bin/sh", "-c", line).start();
        pump(stdin, process.getOutputStream());
        Thread out = pump(process.getInputStream(), stdout);
        Thread err = pump(process.getErrorStream(), stderr);
        background(() -> {
            int status = process.waitFor();
            out.join();
            err.join();
            exit.onExit(status);
        });
    }

    private static Thread pump(InputStream from, OutputStream to) {
        return background(() -> {
            try (to) {
                byte[] buffer = new byte[8192];
                for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                    to.write(buffer, 0, length);
                    to.flush();
                }
            }
        });
    }

    /** Something that may fail when the other side hangs up. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static Thread background(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException hungUp) {
                // the client sees it
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void destroy(ChannelSession channel) {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
