package org.walsafe.examples.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.io.file.PathUtils;
import org.walsafe.clone.copy.BackupCopier;
import org.walsafe.clone.copy.BackupCopySource;
import org.walsafe.clone.copy.BackupForm;
import org.walsafe.clone.copy.CopyLimits;
import org.walsafe.clone.copy.CopyProgress;
import org.walsafe.clone.copy.CopyRequest;
import org.walsafe.clone.copy.ExistingData;
import org.walsafe.clone.copy.StagedCopy;
import org.walsafe.examples.sshd.LoopbackSshd;
import org.walsafe.host.HostPath;
import org.walsafe.ssh.OpenSshSettings;
import org.walsafe.ssh.SshDestination;
import org.walsafe.ssh.SshHost;

/** A backup behind a real {@code sshd}, and the directory that it is copied to. Not thread-safe. */
final class CloneStage implements Closeable {

    private static final int VERSION = 150018;

    private final LoopbackSshd sshd;
    private final SshHost host;
    private final BackupCopySource backup;
    private final Path target;

    CloneStage(LoopbackSshd sshd, Path backup, Path target) {
        this.sshd = sshd;
        this.host =
                new SshHost(OpenSshSettings.in(sshd.clientConfig()).resolve(SshDestination.parse(LoopbackSshd.ALIAS)));
        this.backup = new BackupCopySource(
                "backup 20261120T193709",
                BackupForm.PLAIN,
                HostPath.of(backup.toString()),
                Map.of(),
                OptionalInt.of(VERSION),
                Optional.empty());
        this.target = target;
    }

    /** Copies into nothing; an older copy is removed before. */
    void copy(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            if (Files.exists(target)) {
                PathUtils.deleteDirectory(target);
            }
            copyOnto(ExistingData.REFUSE);
        }
    }

    /** Changes some files of the copy, and copies over it. */
    void copyAgain(int times, int changedFiles) throws IOException {
        for (int i = 0; i < times; i++) {
            for (int file = 0; file < changedFiles; file++) {
                Path changed = target.resolve("files/" + file);
                byte[] content = Files.readAllBytes(changed);
                content[file] ^= 1;
                Files.write(changed, content);
            }
            copyOnto(ExistingData.REPLACE);
        }
    }

    private void copyOnto(ExistingData existing) {
        CopyRequest request =
                new CopyRequest(host, backup, target, Map.of(), existing, CopyLimits.DEFAULT, CopyProgress.NONE);
        try (StagedCopy copy = new BackupCopier().copy(request)) {
            copy.publish();
        }
    }

    @Override
    public void close() {
        host.close();
        sshd.close();
    }
}
