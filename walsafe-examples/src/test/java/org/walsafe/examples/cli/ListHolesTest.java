package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Hole;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.wal.WalFileName;

/** What an overflow valve let go is listed, with who answers for it. */
class ListHolesTest {

    private static final WalFileName SEGMENT = WalFileName.parse("0000000100000000000000A1");
    private static final WalFileName NEXT = WalFileName.parse("0000000100000000000000A2");

    @TempDir
    private Path temporary;

    private Path registry;

    @BeforeEach
    void confirmOneFile() throws IOException {
        registry = Invocation.registryIn(temporary);
        try (WalSafeRegistry opened = WalSafeRegistry.open(registry.toUri())) {
            opened.confirm(Confirmation.unattested(SEGMENT));
        }
    }

    @Test
    void whereThereIsNoneNothingIsListed() {
        assertThat(list("--holes")).isEqualTo(new Invocation(0, "", ""));
    }

    @Test
    void aHoleIsListedWithItsReason() {
        recordAHole();

        assertThat(list("--holes"))
                .isEqualTo(new Invocation(
                        1,
                        NEXT + "  went unconfirmed at 2026-11-20T19:33:29Z: 900 files wait; acknowledged by mary\n",
                        ""));
        assertThat(list("--holes", "--json"))
                .isEqualTo(new Invocation(
                        1,
                        "{\"file\":\"" + NEXT + "\",\"at\":\"2026-11-20T19:33:29Z\","
                                + "\"reason\":\"900 files wait\",\"acknowledged_by\":\"mary\"}\n",
                        ""));
        assertThat(list().status()).isZero();
        assertThat(list().out().lines())
                .containsExactlyInAnyOrder(SEGMENT + "  confirmed", NEXT + "  let go unconfirmed");
    }

    @Test
    void aRecordThatIsNoneIsReported() throws IOException {
        recordAHole();
        Files.createFile(registry.resolve(SEGMENT + ".hole"));

        Invocation invocation = list("--holes");

        assertThat(invocation.status()).isEqualTo(2);
        assertThat(invocation.out()).hasLineCount(1);
        assertThat(invocation.err()).hasLineCount(1).contains(SEGMENT + ".hole");
    }

    private void recordAHole() {
        try (WalSafeRegistry opened = WalSafeRegistry.open(registry.toUri())) {
            opened.recordHole(new Hole(NEXT, "900 files wait", "mary", Instant.parse("2026-11-20T19:33:29Z")));
        }
    }

    private Invocation list(String... options) {
        List<String> words = new ArrayList<>(List.of("list", "--registry", registry.toString()));
        words.addAll(List.of(options));
        return Invocation.of(words.toArray(String[]::new));
    }
}
