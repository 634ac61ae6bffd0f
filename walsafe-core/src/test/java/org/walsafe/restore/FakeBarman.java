package org.walsafe.restore;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.walsafe.host.Command;
import org.walsafe.host.CommandEnding;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostFiles;
import org.walsafe.host.HostUnreachableException;

/** A host with a Barman that knows one server, {@code main}, and speaks as Barman 3.4.0 was heard to. */
final class FakeBarman implements Host {

    final Map<String, byte[]> wals = new ConcurrentHashMap<>();
    final List<List<String>> commands = new CopyOnWriteArrayList<>();
    volatile boolean reachable = true;
    volatile boolean installed = true;
    volatile boolean speaks = true;
    volatile int diesAfter = Integer.MAX_VALUE;
    volatile int diesWith = 1;

    @Override
    public String name() {
        return "backup";
    }

    @Override
    public CommandResult run(Command command, OutputStream stdout) throws IOException {
        commands.add(command.words());
        if (!reachable) {
            throw new HostUnreachableException("the connection to backup is down");
        }
        if (!installed) {
            return ended(127, "sh: 1: barman: not found\n");
        }
        List<String> operands = new ArrayList<>(command.words());
        String file = operands.remove(operands.size() - 1);
        String server = operands.remove(operands.size() - 1);
        if (!server.equals("main")) {
            return ended(1, "ERROR: Unknown server '" + server + "'\n");
        }
        return operands.contains("--peek") ? peek(file, stdout) : send(file, stdout);
    }

    private CommandResult send(String file, OutputStream stdout) throws IOException {
        byte[] content = wals.get(file);
        if (diesAfter == 0) {
            return died();
        }
        if (content == null) {
            return ended(1, "ERROR: WAL file '" + file + "' not found in server 'main' (SSH host: 192.0.2.7)\n");
        }
        for (int sent = 0; sent < content.length; sent += 8192) {
            if (sent >= diesAfter) {
                return died();
            }
            stdout.write(content, sent, Math.min(8192, content.length - sent));
        }
        return ended(0, "");
    }

    private CommandResult died() {
        return ended(diesWith, "EXCEPTION: [Errno 5] Input/output error\n");
    }

    private CommandResult peek(String file, OutputStream stdout) throws IOException {
        if (wals.containsKey(file)) {
            stdout.write((file + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return ended(0, "");
    }

    private CommandResult ended(int status, String stderr) {
        return new CommandResult(new CommandEnding.Exited(status), speaks ? stderr : "");
    }

    @Override
    public HostFiles files() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
