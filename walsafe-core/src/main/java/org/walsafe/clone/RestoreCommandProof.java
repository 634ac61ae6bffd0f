package org.walsafe.clone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.clone.CloneSettings.RestoreCommandCheck;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.wal.PostgresMajor;
import org.walsafe.wal.SegmentHeader;
import org.walsafe.wal.SegmentHeaderReading;
import org.walsafe.wal.SegmentIdentity;
import org.walsafe.wal.SegmentIdentityCheck;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;

/** Proves a {@code restore_command} as PostgreSQL would use it: by fetching a segment that the backup needs. */
final class RestoreCommandProof {

    private static final String MEND =
            "The standby would stop at its first segment: try the command by hand as this user, or see --restore-command.";

    private final CloneSettings settings;
    private final LocalMachine machine;
    private final FindingList findings;

    RestoreCommandProof(CloneSettings settings, LocalMachine machine, FindingList findings) {
        this.settings = settings;
        this.machine = machine;
        this.findings = findings;
    }

    void check(PinnedBackup backup, Optional<SystemIdentifier> cluster, SegmentName segment) {
        if (settings.restoreCommand().isEmpty()) {
            findings.refuse(
                    CloneCheck.RESTORE_COMMAND,
                    "There is no restore_command, and WAL is not copied with a backup: the standby could not become"
                            + " consistent.",
                    "Give one, such as: walsafe restore HOST SERVER %f %p.");
        } else if (settings.restoreCommandCheck() == RestoreCommandCheck.SKIPPED) {
            findings.warn(CloneCheck.RESTORE_COMMAND, "The restore_command is not tried, as you want it.", "");
        } else {
            try {
                prove(settings.restoreCommand().get(), backup, cluster, segment);
            } catch (IOException e) {
                findings.unknown(CloneCheck.RESTORE_COMMAND, "The restore_command could not be tried", e);
            }
        }
    }

    private void prove(
            String restoreCommand, PinnedBackup backup, Optional<SystemIdentifier> cluster, SegmentName segment)
            throws IOException {
        String wal = backup.major().isAtLeast(PostgresMajor.V10) ? "pg_wal" : "pg_xlog";
        Path scratch = Files.createTempDirectory("walsafe-restore-command-");
        try {
            Path fetched = Files.createDirectory(scratch.resolve(wal)).resolve(segment.text());
            String shown = substitute(restoreCommand, segment, wal + '/' + segment.text());
            CommandResult result = machine.host()
                    .run(
                            new Command(
                                    List.of("sh", "-c", "cd \"$0\" && exec sh -c \"$1\"", scratch.toString(), shown),
                                    Command.Stdin.NONE,
                                    settings.patience()),
                            OutputStream.nullOutputStream());
            if (!result.succeeded()) {
                findings.refuse(
                        CloneCheck.RESTORE_COMMAND,
                        "The restore_command " + result.ending().describe() + " when it was to fetch " + segment
                                + lastLine(result.stderrTail()) + ".",
                        MEND);
            } else if (!Files.isRegularFile(fetched)) {
                findings.refuse(
                        CloneCheck.RESTORE_COMMAND,
                        "The restore_command ended with exit status 0, but did not fetch " + segment + " to %p.",
                        MEND);
            } else {
                judge(backup, cluster, segment, fetched);
            }
        } finally {
            PathUtils.deleteDirectory(scratch);
        }
    }

    private void judge(PinnedBackup backup, Optional<SystemIdentifier> cluster, SegmentName segment, Path fetched)
            throws IOException {
        SegmentIdentityCheck check = SegmentIdentityCheck.BY_NAME.writtenBy(backup.major());
        SegmentHeaderReading header;
        try (InputStream in = Files.newInputStream(fetched)) {
            header = SegmentHeaderReading.of(in.readNBytes(SegmentHeader.MINIMUM_BYTES));
        }
        SegmentIdentity identity = cluster.map(check::of).orElse(check).check(segment, Files.size(fetched), header);
        if (identity instanceof SegmentIdentity.Mismatch mismatch) {
            findings.refuse(
                    CloneCheck.RESTORE_COMMAND,
                    "What the restore_command fetched is not " + segment + ": " + String.join("; ", mismatch.reasons())
                            + ".",
                    MEND);
        } else {
            findings.tell(CloneCheck.RESTORE_COMMAND, "The restore_command fetched " + segment + ".");
        }
    }

    /** As PostgreSQL does ({@code BuildRestoreCommand}, 9.3 to 18): {@code %f}, {@code %p}, {@code %r} and {@code %%}. */
    static String substitute(String command, SegmentName segment, String path) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c != '%' || i + 1 == command.length()) {
                line.append(c);
                continue;
            }
            char letter = command.charAt(++i);
            switch (letter) {
                case 'f', 'r' -> line.append(segment.text());
                case 'p' -> line.append(path);
                case '%' -> line.append('%');
                default -> line.append(c).append(letter);
            }
        }
        return line.toString();
    }

    private static String lastLine(String stderr) {
        String words = stderr.strip();
        return words.isEmpty() ? "" : ", and said: " + words.substring(words.lastIndexOf('\n') + 1);
    }
}
