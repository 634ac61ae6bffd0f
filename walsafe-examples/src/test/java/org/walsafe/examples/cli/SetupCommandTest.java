package org.walsafe.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SetupCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void printsTheLinesForTheOldServerOfTheWorkaround() {
        assertThat(run("--postgresql", "9.3", "--barman-server", "main", "--spool", "/var/spool/walsafe"))
                .isZero();

        assertThat(out())
                .startsWith(
                        """
                        # This machine; the file then goes to PostgreSQL's host as /etc/walsafe/gate.sh, writable by root alone:
                        walsafe gate-script /var/lib/postgresql/.wal_safe_dir >gate.sh

                        # PostgreSQL's host, as the user that PostgreSQL runs as:
                        mkdir -p /var/lib/postgresql/.wal_safe_dir
                        chmod 0700 /var/lib/postgresql/.wal_safe_dir

                        # Barman's host, as the user that Barman runs as:
                        mkdir -p /var/spool/walsafe
                        chmod 0700 /var/spool/walsafe

                        # Barman's server file:
                        [main]
                        streaming_archiver = on
                        archiver = on
                        post_archive_retry_script = case ${BARMAN_SEGMENT:-.} in *[!0-9A-Za-z.]*|.*) exit 62;; esac; \
                        true >> /var/spool/walsafe/"$BARMAN_SEGMENT" || exit 62

                        # postgresql.conf:
                        wal_level = hot_standby
                        max_wal_senders = 3
                        archive_mode = on
                        archive_command = 'set -- "%p" "%f"; . /etc/walsafe/gate.sh'

                        # Beware: archive_mode and wal_level take effect after a restart""")
                .doesNotContain("slot_name");
    }

    @Test
    void warnsOfSlotsOfThePlainScriptAndOfPercentSigns() {
        assertThat(run(
                        "--postgresql", "15",
                        "--barman-server", "main",
                        "--slots", "1",
                        "--hook", "/usr/bin/hook --at $(date +%s)",
                        "--post-archive-script", "ssh postgres@pg touch x"))
                .isZero();

        assertThat(out())
                .contains(
                        "post_archive_retry_script = /usr/bin/hook --at $(date +%%s)",
                        "# Beware: PostgreSQL 15 has replication slots",
                        "# Beware: The server has 1 slot.",
                        "# Beware: post_archive_script is set: ssh postgres@pg touch x.",
                        "# Beware: Each '%' of the hook's command is doubled");
    }

    @Test
    void printsHowToMakeTheScriptThatConfirms() {
        assertThat(run("--postgresql", "15", "--barman-server", "main", "--registry", "ssh://pg/~/it's safe"))
                .isZero();

        assertThat(out())
                .contains(
                        """
                        # Barman's host, as the user that Barman runs as; the file then goes to /etc/walsafe/hook.sh there, \
                        writable by root alone:
                        walsafe hook-script --registry 'ssh://pg/~/it'\\''s safe' >hook.sh
                        """,
                        "post_archive_retry_script = /bin/sh /etc/walsafe/hook.sh\n");
    }

    @Test
    void takesOneHook() {
        assertThat(run("--postgresql", "15", "--barman-server", "main", "--registry", "ssh://pg/x", "--spool", "/x"))
                .isEqualTo(2);
    }

    @Test
    void printsOneObjectPerLineInJson() {
        assertThat(run("--json", "--postgresql", "15", "--barman-server", "main", "--slot", "barman"))
                .isZero();

        assertThat(out().lines())
                .allSatisfy(line -> assertThat(line).startsWith("{\"").endsWith("}"))
                .anyMatch(line -> line.contains("\"slot_name = barman\""))
                .anyMatch(line -> line.startsWith("{\"warning\":"));
    }

    @Test
    void refusesACommandThatBarmanWouldReadAsSomethingElse() {
        assertThat(run("--postgresql", "15", "--barman-server", "main", "--hook", "\"/a b\" \"$X\""))
                .isEqualTo(2);
        assertThat(err()).hasLineCount(1);
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        String[] all = new String[words.length + 1];
        all[0] = "setup";
        System.arraycopy(words, 0, all, 1, words.length);
        return Main.run(all, new Terminal(stream(out), stream(err)));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
