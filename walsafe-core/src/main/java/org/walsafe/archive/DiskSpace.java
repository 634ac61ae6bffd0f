package org.walsafe.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.walsafe.host.BoundedText;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;

/** Asks {@code df} how much room is left, in the form that POSIX prescribes ({@code -P -k}). */
final class DiskSpace {

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
        BoundedText answer = new BoundedText(BoundedText.FEW_LINES);
        CommandResult result = host.run(Command.of("df", "-P", "-k", "--", path.value()), answer);
        if (!result.succeeded()) {
            throw new IOException("'df' on " + host.name() + ", for " + path + ", "
                    + result.ending().describe() + ": " + result.stderrTail().strip());
        }
        return freeBytes(answer.toString(StandardCharsets.ISO_8859_1));
    }

    static long freeBytes(String answer) throws IOException {
        Matcher numbers = NUMBERS.matcher(answer);
        if (!numbers.find()) {
            throw new IOException("'df' does not say how much is free");
        }
        return Math.max(0, Long.parseLong(numbers.group(3))) * BYTES_PER_BLOCK;
    }
}
