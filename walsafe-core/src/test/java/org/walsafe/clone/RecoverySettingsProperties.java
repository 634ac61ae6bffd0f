package org.walsafe.clone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.walsafe.connection.ConnectionString;
import org.walsafe.restore.BarmanServer;
import org.walsafe.wal.PostgresMajor;

/** Recovery settings, read back by the reader of {@code repmgr.conf}, whose grammar is that of PostgreSQL's files. */
class RecoverySettingsProperties {

    @Property
    void whatIsWrittenIsWhatTheServerReads(
            @ForAll("values") String command, @ForAll("values") String node, @ForAll("values") String password) {
        CloneSettings settings = CloneSettings.builder(BarmanServer.named("main"), Path.of("/data"))
                .upstream(ConnectionString.parse("host=pg").with("password", "HUSH" + password))
                .nodeName(node)
                .restoreCommand(command)
                .build();

        String text = String.join(
                "\n", RecoverySettings.of(settings, PostgresMajor.V15).lines());

        RepmgrConf read = RepmgrConf.parse(text, "postgresql.auto.conf");
        assertThat(read.values("restore_command")).containsExactly(command);
        assertThat(ConnectionString.parse(read.value("primary_conninfo").orElseThrow()))
                .isEqualTo(ConnectionString.parse("host=pg").with("application_name", node));
        assertThat(text).doesNotContain("HUSH");
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> any = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars("éß\u2003")
                .ofMaxLength(12);
        return Arbitraries.oneOf(
                any, Arbitraries.strings().withChars(" '\\=\"a%#").ofMaxLength(8));
    }
}
