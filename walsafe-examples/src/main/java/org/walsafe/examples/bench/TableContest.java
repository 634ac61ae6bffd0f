package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.walsafe.registry.ConfirmOutcome;
import org.walsafe.registry.Confirmation;
import org.walsafe.registry.Lookup;
import org.walsafe.registry.WalSafeRegistry;

/** A registry in a table. */
final class TableContest {

    private static final int BATCH = 64;
    private static final int FEW = 10;
    private static final int MANY = 10_000_000;
    private static final double AS_FAST = 1.2;

    private TableContest() {}

    /** Confirmations one by one, and in batches. */
    static Contest confirmIn(Path directory) throws IOException, InterruptedException {
        TableStage stage = TableStage.start("on");
        WalSafeRegistry registry = stage.registry("walsafe", 0);
        Next next = new Next();
        return new Contest(
                "Confirmations in a table of a database",
                "PostgreSQL 9.3.5 on the loopback interface, fsync on: each is on its disk when it is reported. The time is"
                        + " that of one.",
                15,
                BATCH,
                List.of(
                        Side.of("`confirm`, one by one", times -> {
                            for (int i = 0; i < times; i++) {
                                require(registry.confirm(next.confirmation()));
                            }
                        }),
                        Side.of("`confirmAll`, 64 at once", times -> {
                            List<Confirmation> batch = new ArrayList<>();
                            for (int i = 0; i < times; i++) {
                                batch.add(next.confirmation());
                            }
                            for (ConfirmOutcome outcome : registry.confirmAll(batch)) {
                                require(outcome);
                            }
                        })),
                stage);
    }

    /** Looking up, among few and among many. */
    static Contest decisionIn(Path directory) throws IOException, InterruptedException {
        TableStage stage = TableStage.start("off");
        return new Contest(
                "A look-up in a table of a database, however many rows it has",
                "PostgreSQL 9.3.5 on the loopback interface, over a connection that is kept. The goal is a median of 2 ms.",
                51,
                100,
                List.of(
                        lookUps("10 rows", stage.registry("few", FEW), FEW),
                        lookUps("10,000,000 rows", stage.registry("many", MANY), MANY)
                                .atMost(AS_FAST)),
                stage);
    }

    private static Side.Ready lookUps(String name, WalSafeRegistry registry, int rows) {
        int stride = Math.max(1, rows / 100);
        return Side.of(name, times -> {
            for (int i = 0; i < times; i++) {
                if (!(registry.lookup(ManyMarkers.name((int) ((long) i * stride % rows)))
                        instanceof Lookup.Confirmed)) {
                    throw new IOException("not found: " + ManyMarkers.name(i));
                }
            }
        });
    }

    private static void require(ConfirmOutcome outcome) throws IOException {
        if (!(outcome instanceof ConfirmOutcome.Recorded)) {
            throw new IOException("not confirmed: " + outcome);
        }
    }

    /** Files that were not confirmed before. */
    private static final class Next {

        private int number;

        private Confirmation confirmation() {
            return Confirmation.unattested(ManyMarkers.name(number++));
        }
    }
}
