package org.walsafe.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.walsafe.host.HostPath;
import org.walsafe.tck.RealParts;
import org.walsafe.tck.RequiresRealPart;
import org.walsafe.wal.PostgresMajor;

class GateScriptTest {

    private static final GateScript STANDARD = GateScript.of(HostPath.of("/var/lib/postgresql/.wal_safe_dir"));

    @Test
    void writesItsChoicesIntoTheScript() {
        assertThat(STANDARD.text().lines())
                .contains(
                        "directory=/var/lib/postgresql/.wal_safe_dir",
                        "unattested_markers=accepted",
                        "partial_segments=accepted",
                        "checks=quick",
                        "old_markers=kept");
        assertThat(STANDARD.with(UnattestedConfirmations.REFUSED)
                        .with(PartialSegments.CONFIRMATION_REQUIRED)
                        .with(ScriptChecks.ALL)
                        .with(OldMarkers.REMOVED)
                        .text()
                        .lines())
                .contains(
                        "unattested_markers=refused", "partial_segments=required", "checks=all", "old_markers=removed");
    }

    @Test
    void leavesNoPlaceholder() {
        assertThat(STANDARD.text()).doesNotContainPattern("@[a-z_]+@");
    }

    @Test
    void quotesTheDirectory() {
        assertThat(GateScript.of(HostPath.of("/it's @checks@")).text().lines())
                .contains("directory='/it'\\''s @checks@'");
    }

    @Test
    void knowsTheSegmentsOfEveryVersionThatTheLibraryKnows() {
        assertThat(STANDARD.text())
                .containsPattern("page_magics='" + PostgresMajor.V9_2.pageMagic() + "( \\d+){"
                        + (PostgresMajor.values().length - 1) + "}'");
    }

    @Test
    void saysTheExitStatusesOfTheLibrary() {
        for (ArchiveExitStatus status : ArchiveExitStatus.values()) {
            assertThat(STANDARD.text())
                    .contains(status.code() + " " + status.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    @RequiresRealPart("shellcheck")
    void shellcheckFindsNothing(@TempDir Path directory) throws Exception {
        Path script = Files.writeString(directory.resolve("gate.sh"), STANDARD.text());
        Process shellcheck = new ProcessBuilder(RealParts.path("shellcheck").toString(), script.toString())
                .redirectErrorStream(true)
                .start();

        String found = new String(shellcheck.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(found).isEmpty();
        assertThat(shellcheck.waitFor()).isZero();
    }
}
