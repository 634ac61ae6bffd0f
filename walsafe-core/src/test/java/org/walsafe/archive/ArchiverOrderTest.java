package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.walsafe.wal.WalFileName;

class ArchiverOrderTest {

    @Test
    void offersHistoriesFirstAndTheRestByName() {
        List<WalFileName> inOrder = files(
                "00000002.history",
                "0000000A.history",
                "000000010000000000000003",
                "000000010000000000000003.00000028.backup",
                "000000010000000000000003.000000A0.backup",
                "000000010000000000000003.80000000.backup",
                "000000010000000000000004",
                "000000010000000000000004.partial",
                "0000000100000001000000FF",
                "0000000180000000000000FF",
                "000000020000000000000004");

        List<WalFileName> backwards = new ArrayList<>(inOrder);
        Collections.reverse(backwards);
        assertThat(backwards.stream().sorted(ArchiverOrder.HISTORIES_FIRST)).containsExactlyElementsOf(inOrder);
    }

    private static List<WalFileName> files(String... names) {
        return Stream.of(names).map(WalFileName::parse).toList();
    }
}
