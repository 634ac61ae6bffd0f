package org.walsafe.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.walsafe.error.PrintableText;

/**
 * The content of a {@link DirectoryLease}'s file. It is compared as a whole: each renewal makes another text.
 *
 * @param owner who holds the lease, or what stands in the file if that is no lease
 * @param process which process that is
 * @param renewal how often it was renewed
 */
record LeaseText(String owner, Optional<ProcessIdentity> process, long renewal) {

    private static final String OWNER = "owner=";

    private static final String PROCESS = "process=";

    private static final String RENEWAL = "renewal=";

    byte[] bytes() {
        String text = OWNER + owner + "\n"
                + PROCESS + process.map(ProcessIdentity::toString).orElse("") + "\n"
                + RENEWAL + renewal + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Never fails: a file that holds anything else is somebody's too, until its lease runs out. */
    static LeaseText parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length == 4
                && lines[0].startsWith(OWNER)
                && lines[1].startsWith(PROCESS)
                && lines[2].matches(RENEWAL + "[0-9]{1,18}")) {
            return new LeaseText(
                    lines[0].substring(OWNER.length()),
                    ProcessIdentity.parse(lines[1].substring(PROCESS.length())),
                    Long.parseLong(lines[2].substring(RENEWAL.length())));
        }
        return new LeaseText("a file that holds " + PrintableText.quoted(text), Optional.empty(), -1);
    }
}
