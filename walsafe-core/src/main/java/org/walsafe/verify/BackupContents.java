package org.walsafe.verify;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.walsafe.codec.CodecUnavailableException;
import org.walsafe.host.HostPath;
import org.walsafe.verify.manifest.BackupManifest;

/** Shows every file of a backup to its checks, several at a time. */
final class BackupContents implements BackupFiles.Visitor {

    /** What {@code pg_verifybackup} always passes over: it may change after the backup, or is checked apart. */
    private static final Set<String> ALWAYS_IGNORED = Set.of(
            BackupManifest.FILE_NAME, "pg_wal", "pg_xlog", "postgresql.auto.conf", "recovery.signal", "standby.signal");

    /** With {@code --wal-method=fetch}, or {@code WAL} of the command {@code BASE_BACKUP}, it is among the other files. */
    private static final Pattern WITHIN_WAL = Pattern.compile("(pg_wal/|pg_xlog/)[0-9A-F]{24}");

    private final BackupVerifierConfig config;
    private final BackupFileChecks checks;
    private final FindingLog log;
    private final LongAdder bytes;
    private final Workers workers;
    private final Set<Long> tablespaces = new HashSet<>();
    private final LongAdder known = new LongAdder();
    private final AtomicReference<@Nullable BackupTar> walTar = new AtomicReference<>();

    BackupContents(
            BackupVerifierConfig config, BackupFileChecks checks, FindingLog log, LongAdder bytes, Workers workers) {
        this.config = config;
        this.checks = checks;
        this.log = log;
        this.bytes = bytes;
        this.workers = workers;
    }

    /** The tablespaces that were found, even those without files. */
    Set<Long> tablespaces() {
        return tablespaces;
    }

    /** How many files were not read, because the ledger knows them. */
    long known() {
        return known.sum();
    }

    /** The tar file that holds the backup's own WAL, where one does. */
    Optional<BackupTar> walTar() {
        return Optional.ofNullable(walTar.get());
    }

    @Override
    public boolean ignores(String path) {
        for (int end = path.indexOf('/'); end >= 0; end = path.indexOf('/', end + 1)) {
            if (isIgnored(path.substring(0, end))) {
                return true;
            }
        }
        return isIgnored(path);
    }

    private boolean isIgnored(String path) {
        return ALWAYS_IGNORED.contains(path) || config.ignored().contains(path);
    }

    @Override
    public void plainFile(String path, HostPath file, StoredFile stored) throws IOException {
        if (!checks.isWorthReading(path, stored.size())) {
            return;
        }
        if (isKnown(path, stored)) {
            known.increment();
            return;
        }
        config.progress().planned(1);
        workers.run(() -> readPlain(path, file, stored));
    }

    /** Known with the sum that the manifest has now, whatever it had when the file was read. */
    private boolean isKnown(String path, StoredFile stored) {
        Optional<String> sum = checks.sum(path);
        return sum.isPresent()
                && config.ledger().known(entry(path), stored, config.level()).equals(sum);
    }

    private String entry(String path) {
        return config.place().name() + "/" + path;
    }

    @Override
    public void tarFile(BackupTar tar) throws IOException {
        config.progress().planned(1);
        workers.run(() -> readTar(tar));
    }

    @Override
    public void walTar(BackupTar tar) {
        walTar.set(tar);
    }

    @Override
    public void tablespace(long oid) {
        tablespaces.add(oid);
    }

    @Override
    public void note(FindingKind kind, String path, String sentence) {
        if (kind == FindingKind.NOT_READ) {
            checks.noteOutOfSight(path);
        }
        log.add(new Finding(kind, path, sentence));
    }

    private void readPlain(String path, HostPath file, StoredFile stored) {
        try (InputStream content = metered(config.place().host().files().read(file, 0))) {
            if (checks.read(path, content)) {
                checks.sum(path).ifPresent(sum -> config.ledger().record(entry(path), stored, config.level(), sum));
            }
        } catch (IOException e) {
            note(FindingKind.NOT_READ, path, String.valueOf(e.getMessage()));
        }
        config.progress().finished(1);
    }

    private void readTar(BackupTar tar) {
        String name = tar.file().name();
        try (MeteredStream stored = metered(config.place().host().files().read(tar.file(), 0))) {
            try {
                tar.read(stored, (path, size, content) -> readWithin(tar, path, size, content));
            } catch (IOException e) {
                Finding failure = ArchivedFileReader.finding(name, e);
                boolean damaged = failure.kind() == FindingKind.NOT_READ
                        && !stored.failed()
                        && !(e instanceof CodecUnavailableException);
                checks.noteOutOfSight(tar);
                log.add(damaged ? new Finding(FindingKind.UNDECODABLE, name, failure.sentence()) : failure);
            }
        } catch (IOException e) {
            checks.noteOutOfSight(tar);
            note(FindingKind.NOT_READ, name, String.valueOf(e.getMessage()));
        }
        config.progress().finished(1);
    }

    private void readWithin(BackupTar tar, String path, long size, InputStream content) throws IOException {
        Matcher wal = WITHIN_WAL.matcher(path);
        if (wal.matches()) {
            walTar.compareAndSet(null, new BackupTar(tar.file(), wal.group(1)));
        }
        if (!ignores(path) && checks.isWorthReading(path, size)) {
            checks.read(path, content);
        }
    }

    private MeteredStream metered(InputStream stored) {
        return new MeteredStream(stored, config.rate(), this::count, null);
    }

    private void count(long read) {
        bytes.add(read);
        config.progress().read(read);
    }
}
