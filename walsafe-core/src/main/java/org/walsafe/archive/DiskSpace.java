package org.walsafe.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;

/** Asks {@code df} how much room is left, in the form that POSIX prescribes ({@code -P -k}). */
final class DiskSpace {

    private static final int LONGEST_ANSWER = 16 * 1024;
    private static final long BYTES_PER_BLOCK = 1024;

    /** Total, used and available blocks, and the share that is used; the device and the mount point may hold blanks. */
    private static final Pattern NUMBERS =
            Pattern.compile("\\s(\\d{1,15})\\s+(\\d{1,15})\\s+(-?\\d{1,15})\\s+\\d+%\\s");

    private DiskSpace() {}

    /**
     * How many bytes an ordinary user may still write where {@code path} is.
     *
     * @throws IOException when nobody could look, or {@code df} did not say
     */
    static long freeBytes(Host host, HostPath path) throws IOException {
        Answer answer = new Answer();
        CommandResult result = host.run(Command.of("df", "-P", "-k", "--", path.value()), answer);
        if (!result.succeeded()) {
            throw new IOException("'df' on " + host.name() + ", for " + path + ", "
                    + result.ending().describe() + ": " + result.stderrTail().strip());
        }
        return freeBytes(answer.text());
    }

    static long freeBytes(String answer) throws IOException {
        Matcher numbers = NUMBERS.matcher(answer);
        if (!numbers.find()) {
            throw new IOException("'df' does not say how much is free");
        }
        return Math.max(0, Long.parseLong(numbers.group(3))) * BYTES_PER_BLOCK;
    }

    /** What {@code df} says, within reason. */
    private static final class Answer extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] part, int offset, int length) throws IOException {
            if (bytes.size() + length > LONGEST_ANSWER) {
                throw new IOException("'df' says more than " + LONGEST_ANSWER + " bytes");
            }
            bytes.write(part, offset, length);
        }

        String text() {
            return bytes.toString(StandardCharsets.ISO_8859_1);
        }
    }
}
