package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import org.apache.commons.io.file.PathUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.host.LocalHost;
import org.walsafe.registry.DirectoryMarkerStore;
import org.walsafe.registry.MarkerRegistry;
import org.walsafe.registry.RegistryUnusableException;
import org.walsafe.registry.WalSafeRegistry;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;

/**
 * The gate in this JVM and the gate in {@code sh} against the same random servers. {@code -Dwalsafe.scenarios=5000} has it
 * look longer; {@code -Dwalsafe.seed} repeats what failed.
 */
@RequiresRealPart("dash")
class GateDifferentialTest {

    private static final int SCENARIOS = Integer.getInteger("walsafe.scenarios", 300);

    private final LocalHost host = new LocalHost();

    @Test
    void bothGatesAnswerAlike(@TempDir Path root) throws Exception {
        long first = Long.getLong("walsafe.seed", new Random().nextLong());
        int[] answers = new int[ArchiveExitStatus.values().length];
        for (int i = 0; i < SCENARIOS; i++) {
            long seed = first + i;
            Path folder = Files.createDirectory(root.resolve(String.valueOf(i)));
            GateScenario scenario = new GateScenario(folder, seed);
            int library = library(scenario);
            int all = script(scenario, ScriptChecks.ALL);
            int quick = script(scenario, ScriptChecks.QUICK);

            assertThat(all)
                    .as("the script with all checks, -Dwalsafe.seed=%d: %s", seed, scenario)
                    .isEqualTo(library);
            if (quick != library && !isOverlookedByQuickChecks(scenario, quick)) {
                assertThat(quick)
                        .as("the script with quick checks, -Dwalsafe.seed=%d: %s", seed, scenario)
                        .isEqualTo(library);
            }
            answers[library]++;
            Files.setPosixFilePermissions(scenario.server.safe, PosixFilePermissions.fromString("rwx------"));
            PathUtils.deleteDirectory(folder);
        }
        assertThat(answers).as("of %d scenarios, by exit status", SCENARIOS).doesNotContain(0);
    }

    /** What {@link ScriptChecks#QUICK} says that it does not look at. */
    private static boolean isOverlookedByQuickChecks(GateScenario scenario, int quick) {
        boolean unattested = scenario.has("marker=empty") && scenario.has("offered=");
        boolean attested = scenario.has("marker=written") && (scenario.has("offered=") || scenario.has("directory="));
        boolean reasonOnly = quick != ArchiveExitStatus.ARCHIVED.code();
        return unattested || (attested && !scenario.has("digest")) || (attested && reasonOnly);
    }

    private int library(GateScenario scenario) throws IOException {
        try (WalSafeRegistry registry = new MarkerRegistry(DirectoryMarkerStore.on(host, scenario.server.safePath()))) {
            ArchiveGate gate = ArchiveGate.builder(registry, host.files(), InstantSource.system())
                    .policy(ArchivePolicies.standard(scenario.unattested, scenario.partials))
                    .build();
            HostPath path = HostPath.of(scenario.server.data.resolve("pg_wal") + "/" + scenario.name);
            return ArchiveExitStatus.of(gate.decide(path, scenario.name)).code();
        } catch (RegistryUnusableException e) {
            return ArchiveExitStatus.UNKNOWN.code();
        }
    }

    private static int script(GateScenario scenario, ScriptChecks checks) throws IOException, InterruptedException {
        GateScript script = new GateScript(
                scenario.server.safePath(), scenario.unattested, scenario.partials, checks, OldMarkers.KEPT);
        Path file = Files.writeString(scenario.server.data.resolve("gate.sh"), script.text());
        ServerFolder.Answer answer = scenario.server.run(
                List.of(RealParts.path("dash").toString(), file.toString(), "pg_wal/" + scenario.name, scenario.name));
        assertThat(answer.lines()).hasSizeLessThanOrEqualTo(1);
        return answer.status();
    }
}
