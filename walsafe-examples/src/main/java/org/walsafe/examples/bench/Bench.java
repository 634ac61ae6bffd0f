package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.codec.WalCodec;
import org.walsafe.error.PrintableText;
import org.walsafe.error.WalSafeException;

/**
 * Every contest, by name.
 *
 * <p>Thread-safe; but contests that run at the same time disturb each other.
 *
 * @since 0.1.0
 */
public final class Bench {

    private static final Map<String, ContestSetUp> CONTESTS = new LinkedHashMap<>();

    static {
        CONTESTS.put("gate-script", GateScriptContest::in);
        CONTESTS.put("gate-script-sha256", GateScriptContest::sha256In);
        CONTESTS.put("gate", JavaGateContest::in);
        CONTESTS.put("registry-decision", RegistrySizeContest::decisionIn);
        CONTESTS.put("registry-listing", RegistrySizeContest::listingIn);
        CONTESTS.put("ssh-confirm", SshConfirmContest::in);
        CONTESTS.put("ssh-confirm-kept", SshConfirmContest::keptIn);
        CONTESTS.put("ssh-confirm-cold", SshConfirmContest::coldIn);
        CONTESTS.put("receive", ReceiveContest::in);
        CONTESTS.put("table-confirm", TableContest::confirmIn);
        CONTESTS.put("table-decision", TableContest::decisionIn);
        CONTESTS.put("hook", HookContest::in);
        CONTESTS.put("follow", FollowContest::in);
        CONTESTS.put("reconcile-plan", ReconcilePlanContest::in);
        CONTESTS.put("restore-sequence", RestoreContest::sequenceIn);
        CONTESTS.put("restore-spool", RestoreContest::spoolIn);
        CONTESTS.put("restore-cold", RestoreContest::coldIn);
        CONTESTS.put("pgbackrest-get", PgbackrestContest::getIn);
        CONTESTS.put("decode-gzip", DecodeContest.of(WalCodec.GZIP, 6, Optional.of("gzip -dc")));
        CONTESTS.put("decode-bzip2", DecodeContest.of(WalCodec.BZIP2, 5, Optional.of("bzip2 -dc")));
        CONTESTS.put("decode-xz", DecodeContest.of(WalCodec.XZ, 3, Optional.of("xz -dc -T1")));
        CONTESTS.put("decode-zstd", DecodeContest.of(WalCodec.ZSTD, 4, Optional.of("zstd -dc --no-asyncio")));
        CONTESTS.put("decode-lz4", DecodeContest.of(WalCodec.LZ4, 6, Optional.of("lz4 -dcm")));
        CONTESTS.put("decode-snappy", DecodeContest.of(WalCodec.SNAPPY, 0, Optional.empty()));
        CONTESTS.put("verify-wal", VerifyArchiveContest::plainIn);
        CONTESTS.put("verify-wal-gzip", VerifyArchiveContest::gzipIn);
        CONTESTS.put("verify-wal-zstd", VerifyArchiveContest::zstdIn);
        CONTESTS.put("verify-names", VerifyArchiveContest::namesIn);
        CONTESTS.put("verify-ledger", VerifyArchiveContest::ledgerIn);
        CONTESTS.put("pgbackrest-verify", PgbackrestContest::verifyIn);
        CONTESTS.put("verify-manifest-crc32c", VerifyBackupContest::crc32cIn);
        CONTESTS.put("verify-manifest-sha256", VerifyBackupContest::sha256In);
        CONTESTS.put("clone", CloneContest::in);
        CONTESTS.put("clone-beside-barman", CloneContest::besideBarmanIn);
        CONTESTS.put("clone-again", CloneContest::againIn);
    }

    private Bench() {}

    /** {@return the names of the contests, in order} */
    public static Set<String> names() {
        return CONTESTS.keySet();
    }

    /**
     * Checks names, before minutes of measuring are lost to a wrong one.
     *
     * @param names what ought to be contests
     * @throws IllegalArgumentException when no contest is of one of the names
     */
    public static void requireAll(List<String> names) {
        names.forEach(Bench::setUpOf);
    }

    /**
     * Runs a contest as {@link #run} does, and says so where it fails.
     *
     * @param name its name
     * @return what came of it
     * @throws IllegalArgumentException when no contest is of that name
     * @throws InterruptedException when the thread is interrupted
     */
    public static Attempt attempt(String name) throws InterruptedException {
        try {
            return new Attempt.Run(name, run(name));
        } catch (IOException | WalSafeException e) {
            return new Attempt.Failed(name, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Prepares a contest, runs it, and clears up. Blocks for up to some minutes.
     *
     * @param name its name
     * @return its result
     * @throws IllegalArgumentException when no contest is of that name
     * @throws IOException when a side fails, or the contest cannot be prepared
     * @throws InterruptedException when the thread is interrupted
     */
    public static ContestResult run(String name) throws IOException, InterruptedException {
        ContestSetUp setUp = setUpOf(name);
        Path directory = Files.createTempDirectory("walsafe-bench");
        try {
            return setUp.in(directory).run();
        } finally {
            PathUtils.deleteDirectory(directory);
        }
    }

    private static ContestSetUp setUpOf(String name) {
        ContestSetUp setUp = CONTESTS.get(name);
        if (setUp == null) {
            throw new IllegalArgumentException("there is no contest " + PrintableText.quoted(name));
        }
        return setUp;
    }
}
