package org.walsafe.clone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.walsafe.clone.copy.BackupForm;
import org.walsafe.host.BoundedText;
import org.walsafe.host.Command;
import org.walsafe.host.CommandResult;
import org.walsafe.host.Host;
import org.walsafe.host.HostPath;
import org.walsafe.verify.manifest.BackupManifest;
import org.walsafe.verify.manifest.ManifestFile;

/**
 * How much room the copy of a backup takes: by its manifest where it has one, else as the Barman host counts.
 *
 * @param data how many bytes the data directory takes
 * @param tablespaces how many bytes each tablespace takes, by its number
 * @param certainty how good the figures are
 */
record BackupSizes(long data, Map<Long, Long> tablespaces, Certainty certainty) {

    private static final long BLOCK = 4096;
    private static final String TABLESPACES = "pg_tblspc/";

    /** How good the figures are. */
    enum Certainty {
        EXACT,
        /** Some files are compressed: it will be more. */
        AT_LEAST
    }

    long total() {
        return data + tablespaces.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Finds out.
     *
     * @throws IOException where nobody could look
     */
    static BackupSizes of(Host host, PinnedBackup backup, Duration patience) throws IOException {
        HostPath manifest = backup.files().dataDirectory().child(BackupManifest.FILE_NAME);
        try (InputStream in = host.files().read(manifest, 0)) {
            return of(BackupManifest.read(in).files());
        } catch (NoSuchFileException none) {
            return counted(host, backup, patience);
        }
    }

    static BackupSizes of(Map<String, ManifestFile> files) {
        long data = 0;
        Map<Long, Long> tablespaces = new TreeMap<>();
        for (Map.Entry<String, ManifestFile> file : files.entrySet()) {
            long bytes = (file.getValue().size() + BLOCK - 1) / BLOCK * BLOCK;
            String path = file.getKey();
            if (path.matches(TABLESPACES + "[0-9]{1,10}/.*")) {
                int end = path.indexOf('/', TABLESPACES.length());
                tablespaces.merge(Long.parseLong(path, TABLESPACES.length(), end, 10), bytes, Long::sum);
            } else {
                data += bytes;
            }
        }
        return new BackupSizes(data, tablespaces, Certainty.EXACT);
    }

    private static BackupSizes counted(Host host, PinnedBackup backup, Duration patience) throws IOException {
        boolean tar = backup.files().form() == BackupForm.TAR;
        Map<Long, Long> tablespaces = new TreeMap<>();
        long data = diskUsage(host, backup.files().dataDirectory(), patience);
        if (!tar) {
            for (Map.Entry<Long, HostPath> tablespace :
                    backup.files().tablespaces().entrySet()) {
                if (host.files().status(tablespace.getValue()).isPresent()) {
                    tablespaces.put(tablespace.getKey(), diskUsage(host, tablespace.getValue(), patience));
                }
            }
        }
        return tar
                ? new BackupSizes(
                        Math.max(data, backup.info().clusterSize().orElse(0)), tablespaces, Certainty.AT_LEAST)
                : new BackupSizes(data, tablespaces, Certainty.EXACT);
    }

    /** POSIX.1-2017: {@code du -sk} counts in units of 1024 bytes. */
    private static long diskUsage(Host host, HostPath directory, Duration patience) throws IOException {
        BoundedText out = new BoundedText(BoundedText.FEW_LINES);
        CommandResult result =
                host.run(new Command(List.of("du", "-sk", directory.value()), Command.Stdin.NONE, patience), out);
        String words = out.toString(StandardCharsets.UTF_8).strip();
        int blank = words.indexOf('\t');
        if (!result.succeeded() || blank < 0 || !words.substring(0, blank).matches("[0-9]{1,15}")) {
            throw new IOException(host.name() + " could not tell how large " + directory + " is: 'du -sk' "
                    + result.ending().describe());
        }
        return Long.parseLong(words.substring(0, blank)) * 1024;
    }
}
