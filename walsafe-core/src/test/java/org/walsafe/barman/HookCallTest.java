package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.host.HostPath;
import org.walsafe.wal.WalFileName;

class HookCallTest {

    private static final String SEGMENT = "000000010000000000000005";
    private static final String PATH = "/var/lib/barman/pg/wals/0000000100000000/" + SEGMENT;

    private final Map<String, String> environment = new TreeMap<>(Map.of(
            "BARMAN_HOOK", "archive_retry_script",
            "BARMAN_PHASE", "post",
            "BARMAN_RETRY", "1",
            "BARMAN_SERVER", "pg",
            "BARMAN_SEGMENT", SEGMENT,
            "BARMAN_FILE", PATH,
            "BARMAN_ERROR", ""));

    @Test
    void anEmptyErrorMeansArchived() {
        assertThat(HookCall.of(environment))
                .isEqualTo(new HookCall.Archived(
                        "pg", WalFileName.parse(SEGMENT), HostPath.of(PATH), HookCall.Novelty.NEW));
    }

    @Test
    void anIdenticalDuplicateIsArchived() {
        environment.put(
                "BARMAN_ERROR", "MatchingDuplicateWalFile:WalFileInfo(compression=None, name='" + SEGMENT + "')");

        assertThat(HookCall.of(environment))
                .isInstanceOfSatisfying(HookCall.Archived.class, archived -> assertThat(archived.novelty())
                        .isEqualTo(HookCall.Novelty.IDENTICAL_DUPLICATE));
    }

    @Test
    void aDifferingDuplicateIsAConflict() {
        environment.put("BARMAN_ERROR", "DuplicateWalFile:WalFileInfo(compression=None, name='" + SEGMENT + "')");

        assertThat(HookCall.of(environment))
                .isEqualTo(new HookCall.Conflicting("pg", WalFileName.parse(SEGMENT), HostPath.of(PATH)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[Errno 13] Permission denied: '/var/lib/barman'",
                "Abort 'pre_archive_retry_script' retry hook script (false, exit code: 63)",
                "MatchingDuplicateWalFile",
                " ",
                "duplicateWalFile:"
            })
    void anyOtherErrorMeansNotArchived(String error) {
        environment.put("BARMAN_ERROR", error);
        environment.put("BARMAN_FILE", "");

        assertThat(HookCall.of(environment)).isEqualTo(new HookCall.Failed("pg", WalFileName.parse(SEGMENT), error));
    }

    @Test
    void explainsThatAPlainPostScriptSeesNoFailure() {
        environment.put("BARMAN_HOOK", "archive_script");
        environment.put("BARMAN_RETRY", "0");

        assertThat(((HookCall.Misused) HookCall.of(environment)).reason())
                .contains("as post_archive_script it cannot see")
                .contains("post_archive_retry_script only");
    }

    @ParameterizedTest
    @CsvSource({
        "pre, archive_retry_script, 1",
        "pre, archive_script, 0",
        "post, archive_retry_script, 0",
        "post, backup_retry_script, 1",
        "post, wal_delete_retry_script, 1",
        "post, recovery_retry_script, 1",
        "'', archive_retry_script, 1"
    })
    void refusesToBeAnyOtherHook(String phase, String hook, String retry) {
        environment.putAll(Map.of("BARMAN_PHASE", phase, "BARMAN_HOOK", hook, "BARMAN_RETRY", retry));

        assertThat(HookCall.of(environment)).isInstanceOf(HookCall.Misused.class);
    }

    @Test
    void refusesToBeCalledByHand() {
        assertThat(((HookCall.Misused) HookCall.of(Map.of())).reason()).contains("Barman calls this, nobody else");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../etc/passwd", "000000010000000000000005\n", "00000001000000000000000g", "$(id)"})
    void refusesWhatIsNoWalFilesName(String segment) {
        environment.put("BARMAN_SEGMENT", segment);

        assertThat(HookCall.of(environment)).isInstanceOf(HookCall.Misused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative/" + SEGMENT, "/wals/000000010000000000000006", "/wals/../" + SEGMENT})
    void refusesAPathThatIsNotOfTheFile(String path) {
        environment.put("BARMAN_FILE", path);

        assertThat(HookCall.of(environment)).isInstanceOf(HookCall.Misused.class);
    }
}
