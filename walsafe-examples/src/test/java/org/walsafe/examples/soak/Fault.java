package org.walsafe.examples.soak;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.walsafe.examples.postgres.ShutdownMode;

/** What goes wrong for a while, and how it is mended. */
enum Fault {
    POSTGRES_KILLED("kill -9 of PostgreSQL", 3),
    RECEIVER_KILLED("kill -9 of `barman receive-wal`", 5),
    RECEIVER_FROZEN("`barman receive-wal` frozen", 6),
    ARCHIVING_KILLED("kill -9 of `barman archive-wal` at work", 1),
    CONFIRMER_KILLED("kill -9 of `walsafe reconcile --follow`", 5),
    CONFIRMER_FROZEN("`walsafe reconcile --follow` frozen", 10),
    SSH_KILLED("kill -9 of every session's sshd", 1),
    SSH_FROZEN("every session's sshd frozen, then killed", 10),
    NETWORK_CUT("network cut between the hosts", 10),
    NETWORK_SILENT("network silent: nothing arrives, nothing ends", 10),
    REGISTRY_DISK_FULL("disk of the WAL safe directory full", 8),
    BARMAN_DISK_FULL("disk of Barman full", 8);

    private final String words;
    private final Duration longest;

    Fault(String words, int seconds) {
        this.words = words;
        this.longest = Duration.ofSeconds(seconds);
    }

    /** Those that need a disk of one's own. */
    static Set<Fault> ofDisks() {
        return EnumSet.of(REGISTRY_DISK_FULL, BARMAN_DISK_FULL);
    }

    /** What it is, for people. */
    String words() {
        return words;
    }

    /** How long it lasts at most. */
    Duration longest() {
        return longest;
    }

    /** Lets it happen. */
    void begin(SoakScene scene) throws Exception {
        switch (this) {
            case POSTGRES_KILLED -> scene.postgres().stop(ShutdownMode.KILL);
            case RECEIVER_KILLED -> scene.services().receiver().kill();
            case RECEIVER_FROZEN -> scene.services().receiver().freeze();
            case ARCHIVING_KILLED -> scene.services().archiving().begin();
            case CONFIRMER_KILLED -> scene.services().confirmer().kill();
            case CONFIRMER_FROZEN -> scene.services().confirmer().freeze();
            case SSH_KILLED -> scene.sshd().dropConnections();
            case SSH_FROZEN -> scene.sshd().freezeConnections();
            case NETWORK_CUT -> scene.network().cut();
            case NETWORK_SILENT -> scene.network().silence();
            case REGISTRY_DISK_FULL -> scene.disks().registry().fill();
            case BARMAN_DISK_FULL -> scene.disks().barman().fill();
        }
    }

    /** Mends it. */
    void end(SoakScene scene) throws Exception {
        switch (this) {
            case POSTGRES_KILLED -> scene.postgres().start();
            case RECEIVER_KILLED -> scene.services().receiver().release();
            case RECEIVER_FROZEN -> scene.services().receiver().thaw();
            case ARCHIVING_KILLED -> scene.services().archiving().restart();
            case CONFIRMER_KILLED -> scene.services().confirmer().release();
            case CONFIRMER_FROZEN -> scene.services().confirmer().thaw();
            case SSH_KILLED, SSH_FROZEN -> scene.sshd().dropConnections();
            case NETWORK_CUT -> scene.network().mendCut();
            case NETWORK_SILENT -> scene.network().mendSilence();
            case REGISTRY_DISK_FULL -> scene.disks().registry().free();
            case BARMAN_DISK_FULL -> scene.disks().barman().free();
        }
    }
}
