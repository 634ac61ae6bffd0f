package org.walsafe.clone.copy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.walsafe.codec.DecodingStream;
import org.walsafe.host.FileMode;
import org.walsafe.verify.manifest.ManifestAlgorithm;
import org.walsafe.verify.manifest.ManifestChecksum;

/**
 * Unpacks one tar file into the staging directory as it comes. After a lost connection it comes again from its beginning, and what
 * is there is kept.
 *
 * <p>Nothing is written but files and directories below the staging directory; links are refused, but for those of tablespaces,
 * which are made anew. For one thread.
 */
final class TarUnpacking {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int PERMISSIONS = 0777;

    private final CopyRun run;
    private final BackupTarFile tar;
    private final ListedFiles listed;
    private final StagedContent content;
    private final CopyModes modes;
    private final Set<String> done = new HashSet<>();
    private final Map<String, Long> unproven = new HashMap<>();
    private Set<String> seen = new HashSet<>();

    TarUnpacking(CopyRun run, BackupTarFile tar, ListedFiles listed, StagedContent content, CopyModes modes) {
        this.run = run;
        this.tar = tar;
        this.listed = listed;
        this.content = content;
        this.modes = modes;
    }

    /** The files that the tar file holds, once it was read. */
    Set<String> paths() {
        return seen;
    }

    /** Reads the tar file from its beginning to its end. */
    void attempt(SourceHashes hashes) throws IOException {
        seen = new HashSet<>();
        unproven.clear();
        byte[] sha256;
        try (MeteredSource stored =
                new MeteredSource(run.request().source().files().read(tar.file(), 0), run.tally(), run.limit())) {
            try {
                unpack(stored);
            } catch (IOException e) {
                throw stored.failed() ? e : new DamagedTarException(e);
            }
            sha256 = stored.sha256();
        } catch (DamagedTarException e) {
            throw Failures.damaged(run.backup(), tar.file().name(), "cannot be unpacked: " + e.getMessage());
        }
        if (!unproven.isEmpty()) {
            prove(sha256, hashes);
        }
    }

    /** What came is no tar file, or no compressed one. */
    private static final class DamagedTarException extends IOException {

        private static final long serialVersionUID = 1L;

        DamagedTarException(IOException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private void unpack(InputStream stored) throws IOException {
        try (DecodingStream decoded = DecodingStream.open(stored, tar.file().name(), Long.MAX_VALUE);
                TarArchiveInputStream entries = new TarArchiveInputStream(decoded)) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                take(entry, entries);
            }
            decoded.transferTo(OutputStream.nullOutputStream()); // behind the end mark, for the codec's own checks
        }
    }

    private void take(TarArchiveEntry entry, InputStream bytes) throws IOException {
        Optional<String> inner = TarPath.checked(entry.getName());
        if (inner.isEmpty()) {
            throw Failures.hostile(run.backup(), entry.getName(), "a path that leads elsewhere");
        }
        String path = tar.prefix() + inner.get();
        FileMode mode = new FileMode(entry.getMode() & PERMISSIONS);
        if (inner.get().isEmpty()) {
            return; // the topmost directory itself
        }
        if (LeftOut.contains(path)) {
            run.tally().skipped(path);
        } else if (entry.isDirectory()) {
            makeDirectory(path, modes.directory(mode));
        } else if (entry.isSymbolicLink() && isOfTablespace(path)) {
            return;
        } else if (!isRegular(entry)) {
            throw Failures.hostile(run.backup(), path, "which is neither a file nor a directory");
        } else {
            takeFile(path, entry.getSize(), modes.file(mode), bytes);
        }
    }

    /** Commons Compress takes everything that is no directory for a file. */
    private static boolean isRegular(TarArchiveEntry entry) {
        byte kind = entry.getLinkFlag();
        return kind == TarArchiveEntry.LF_NORMAL || kind == TarArchiveEntry.LF_OLDNORM;
    }

    private boolean isOfTablespace(String path) {
        boolean toTablespace =
                run.backup().tablespaces().keySet().stream().anyMatch(oid -> path.equals(TablespacePaths.of(oid)));
        return toTablespace || path.equals("pg_wal") || path.equals("pg_xlog");
    }

    private void makeDirectory(String path, FileMode mode) throws IOException {
        makeParents(path);
        try {
            content.makeDirectory(path, mode);
        } catch (IOException e) {
            throw Failures.unwritable(path, e);
        }
        run.tally().madeDirectory();
    }

    /** A tar file that has a file before its directory is well-formed. */
    private void makeParents(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            String parent = path.substring(0, slash);
            if (!content.isExpected(parent)) {
                try {
                    content.makeDirectory(parent, FileMode.PRIVATE_DIRECTORY);
                } catch (IOException e) {
                    throw Failures.unwritable(parent, e);
                }
            }
        }
    }

    private void takeFile(String path, long size, FileMode mode, InputStream bytes) throws IOException {
        if (!seen.add(path)) {
            throw Failures.hostile(run.backup(), path, "twice");
        }
        listed.require(path, size);
        makeParents(path);
        content.expectFile(path);
        if (done.contains(path)) {
            return;
        }
        CopiedFile file = new CopiedFile(
                path,
                tar.file(),
                size,
                mode,
                run.area().staged(path),
                run.area().older(path));
        Optional<Expectation> expectation = listed.fromTar(path);
        if (expectation.isEmpty()) {
            write(file, bytes, ManifestAlgorithm.NONE.start()).close();
            unproven.put(path, size);
        } else {
            takeListed(file, expectation.get(), bytes);
        }
    }

    private void takeListed(CopiedFile file, Expectation expectation, InputStream bytes) throws IOException {
        if (run.copies().keep(file, expectation)) {
            run.tally().kept(file.size(), expectation.by());
        } else {
            StagedFile staged =
                    write(file, bytes, expectation.content().algorithm().start());
            if (!staged.endsAs(expectation)) {
                throw Failures.damaged(run.backup(), file.path(), "does not have the content that its manifest says");
            }
            run.tally().copied(file.size(), expectation.by());
            run.flush().wrote(file.size());
        }
        done.add(file.path());
    }

    private StagedFile write(CopiedFile file, InputStream bytes, ManifestChecksum checksum) throws IOException {
        StagedFile staged = StagedFile.begin(file.staged(), file.mode(), checksum);
        try {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                staged.write(buffer, 0, count);
            }
            return staged;
        } catch (IOException | RuntimeException e) {
            staged.close();
            throw e;
        }
    }

    /** The files that no manifest lists are right if the tar file came as it is at the source. */
    private void prove(byte[] sha256, SourceHashes hashes) throws IOException {
        SourceHashes.Expected expected = hashes.of(List.of(tar.file())).get(0);
        if (!Arrays.equals(expected.sha256(), sha256)) {
            throw Failures.damaged(run.backup(), tar.file().name(), "does not have the content it had a moment ago");
        }
        unproven.forEach((path, size) -> run.tally().copied(size, expected.by()));
        done.addAll(unproven.keySet());
    }
}
