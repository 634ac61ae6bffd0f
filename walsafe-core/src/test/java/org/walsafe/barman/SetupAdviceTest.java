package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.walsafe.host.HostPath;
import org.walsafe.wal.PostgresMajor;

class SetupAdviceTest {

    private static final String ARCHIVE_COMMAND = "archive_command = 'set -- \"%p\" \"%f\"; . /etc/walsafe/gate.sh'";
    private static final HookScript HOOK = new HookScript(HostPath.of("/var/spool/wal safe"));

    @Test
    void givesTheExactLinesForPostgresql93() {
        SetupAdvice advice = SetupAdvice.of(facts(PostgresMajor.V9_3));

        assertThat(advice.sections())
                .containsExactly(
                        new SetupSection(
                                "PostgreSQL's host, as the user that PostgreSQL runs as",
                                List.of(
                                        "mkdir -p /var/lib/postgresql/.wal_safe_dir",
                                        "chmod 0700 /var/lib/postgresql/.wal_safe_dir")),
                        new SetupSection(
                                "Barman's host, as the user that Barman runs as",
                                List.of("mkdir -p '/var/spool/wal safe'", "chmod 0700 '/var/spool/wal safe'")),
                        new SetupSection(
                                "Barman's server file",
                                List.of("[pg]", "streaming_archiver = on", "archiver = on", HOOK.configurationLine())),
                        new SetupSection(
                                "postgresql.conf",
                                List.of(
                                        "wal_level = hot_standby",
                                        "max_wal_senders = 3",
                                        "archive_mode = on",
                                        ARCHIVE_COMMAND)));
        assertThat(advice.warnings())
                .anyMatch(warning -> warning.contains("The last Barman that supports 9.3 is 2.19"))
                .anyMatch(warning -> warning.contains("'archiver = on' is needed"))
                .anyMatch(warning -> warning.contains("idle server"))
                .anyMatch(warning -> warning.contains("before the stream began"))
                .noneMatch(warning -> warning.contains("continuous archiving"))
                .noneMatch(warning -> warning.contains("slot_name"));
    }

    @Test
    void warnsWhereTheServerHasSlots() {
        SetupFacts facts = facts(PostgresMajor.V15);

        assertThat(SetupAdvice.of(facts).warnings())
                .anyMatch(warning -> warning.startsWith("PostgreSQL 15 has replication slots")
                        && warning.endsWith("write the reason down."))
                .anyMatch(warning -> warning.startsWith("The server has 2 slots."))
                .anyMatch(warning -> warning.contains("continuous archiving: FAILED"))
                .noneMatch(warning -> warning.contains("2.19"));
        assertThat(SetupAdvice.of(facts).sections())
                .anyMatch(section -> section.lines().contains("wal_level = replica"));
    }

    @Test
    void takesTheSlotInPlaceOfTheArchiver() {
        SetupFacts usual = facts(PostgresMajor.V15);
        SetupAdvice advice = SetupAdvice.of(new SetupFacts(
                usual.major(),
                1,
                usual.safeDirectory(),
                usual.archiveCommandLine(),
                usual.serverName(),
                Optional.of("barman"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("some script")));

        assertThat(advice.sections())
                .filteredOn(section -> section.place().equals("Barman's server file"))
                .containsExactly(new SetupSection(
                        "Barman's server file", List.of("[pg]", "streaming_archiver = on", "slot_name = barman")));
        assertThat(advice.warnings())
                .anyMatch(warning -> warning.endsWith("The gate is a second lock beside the slot."))
                .anyMatch(warning -> warning.startsWith("The server has 1 slot."))
                .noneMatch(warning -> warning.contains("archiver = on"))
                .noneMatch(warning -> warning.contains("some script"));
    }

    @Test
    void warnsOfHooksThatAreThereAlready() {
        SetupFacts usual = facts(PostgresMajor.V9_3);
        SetupAdvice advice = SetupAdvice.of(new SetupFacts(
                usual.major(),
                0,
                usual.safeDirectory(),
                usual.archiveCommandLine(),
                usual.serverName(),
                Optional.empty(),
                Optional.of("/usr/bin/hook --at $(date +%s)"),
                Optional.empty(),
                Optional.of("ssh postgres@pg touch x"),
                Optional.of("/usr/bin/older")));

        assertThat(advice.warnings())
                .anyMatch(warning -> warning.startsWith("post_archive_script is set: ssh postgres@pg touch x."))
                .anyMatch(warning -> warning.startsWith("post_archive_retry_script is set already: /usr/bin/older."))
                .anyMatch(warning -> warning.startsWith("Each '%' of the hook's command is doubled"));
        assertThat(advice.sections()).anyMatch(section -> section.lines()
                .contains("post_archive_retry_script = /usr/bin/hook --at $(date +%%s)"));
    }

    @Test
    void refusesAHookThatBarmanWouldReadAsSomethingElse() {
        SetupFacts usual = facts(PostgresMajor.V9_3);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> SetupAdvice.of(new SetupFacts(
                        usual.major(),
                        0,
                        usual.safeDirectory(),
                        usual.archiveCommandLine(),
                        usual.serverName(),
                        Optional.empty(),
                        Optional.of("\"/a b\" \"$X\""),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())));
    }

    private static SetupFacts facts(PostgresMajor major) {
        return new SetupFacts(
                major,
                major.hasReplicationSlots() ? 2 : 0,
                HostPath.of("/var/lib/postgresql/.wal_safe_dir"),
                ARCHIVE_COMMAND,
                "pg",
                Optional.empty(),
                Optional.of(HOOK.line()),
                Optional.of(HOOK.spool()),
                Optional.empty(),
                Optional.empty());
    }
}
