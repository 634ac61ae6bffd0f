package org.walsafe.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PeersTest {

    @Test
    void everyPeerTakesPartInContestsThatExistOrSaysWhyInNone() throws Exception {
        assertThat(Peers.here()).hasSize(9).allSatisfy(peer -> {
            assertThat(Bench.names()).containsAll(peer.contests());
            assertThat(peer.whyNone().isEmpty()).isEqualTo(peer.takesPart());
        });
    }

    @Test
    void theVersionIsTheFirstNumberWithAPointInWhatAProgramSays() {
        assertThat(Peers.versionIn("OpenSSH_9.2p1 Debian-2, OpenSSL 3.0.19")).contains("9.2p1");
        assertThat(Peers.versionIn("pg_waldump (PostgreSQL) 15.20 (Debian)")).contains("15.20");
        assertThat(Peers.versionIn("usage: program")).isEmpty();
    }

    @Test
    void whatIsAbsentIsSaidToBe() {
        List<String> words = BenchReports.of().peers().stream().map(Peer::words).toList();

        assertThat(words).containsExactly("rsync 3.5.0", "repmgr 5.3.3", "pgbackrest: absent");
    }
}
