package org.walsafe.host;

import java.io.IOException;
import java.io.OutputStream;

/** Does one thing with {@link LocalHost} in a JVM of its own, and prints what was thrown. */
final class LocalHostProbe {

    private LocalHostProbe() {}

    public static void main(String[] arguments) {
        try (LocalHost host = new LocalHost()) {
            if (arguments[0].equals("run")) {
                host.run(Command.of("echo", "caf\u00e9"), OutputStream.nullOutputStream());
                return;
            }
            HostPath file = new HostPath(arguments[1]);
            switch (arguments[0]) {
                case "status" -> host.files().status(file);
                case "read" -> host.files().read(file, 0).close();
                case "write" ->
                    host.files().publish(file, out -> out.write(new byte[1_000_000]), PublishMode.IF_ABSENT);
                case "delete" -> host.files().delete(file);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        } catch (IOException | IllegalArgumentException e) {
            System.out.println(e);
        }
    }
}
