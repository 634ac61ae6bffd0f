package org.walsafe.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepmgrConfTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "node_id=2                     | node_id          | 2",
                "  NODE_NAME = 'node 2' # two  | node_name        | node 2",
                "node_name 'node''s'           | node_name        | node's",
                "node_name = 'a\\'b\\\\c\\101' | node_name        | a'b\\cA",
                "restore_command=/usr/bin/barman-wal-restore barmansrv somedb %f %p | restore_command"
                        + " | /usr/bin/barman-wal-restore barmansrv somedb %f %p",
                "barman_host=barman@backup # x | barman_host      | barman@backup",
                "conninfo='host=a password=''x y''' | conninfo    | host=a password='x y'"
            })
    void aLineIsReadAsRepmgrReadsIt(String line, String name, String value) {
        assertThat(RepmgrConf.parse(line, "repmgr.conf").value(name)).contains(value);
    }

    @Test
    void commentsAndEmptyLinesAreNoSettings() {
        assertThat(RepmgrConf.parse("\n  # comment\r\n\t\n", "f").settings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "'a'='b'", "name-with-hyphen=1", "a='open secret", "a='shut secret' more"})
    void anythingElseIsRefusedWithTheLineAndNotTheValue(String line) {
        assertThatThrownBy(() -> RepmgrConf.parse("node_id=1\n" + line, "/etc/repmgr.conf"))
                .isInstanceOf(InvalidCloneSettingException.class)
                .hasMessageContaining("/etc/repmgr.conf, line 2")
                .hasMessageNotContaining("secret");
    }

    @Test
    void ofSeveralValuesTheLastCountsAndAnEmptyOneIsNone() {
        RepmgrConf conf = RepmgrConf.parse("a=1\na=2\nb=''\nt='x=y'\nt='v=w'", "f");

        assertThat(conf.value("A")).contains("2");
        assertThat(conf.value("b")).isEmpty();
        assertThat(conf.values("t")).containsExactly("x=y", "v=w");
    }

    @Test
    void switchesAreOnOrOff() {
        RepmgrConf conf = RepmgrConf.parse("a=true\nb='Off'\nc=maybe", "f");

        assertThat(conf.isOn("a")).isTrue();
        assertThat(conf.isOn("b")).isFalse();
        assertThat(conf.isOn("absent")).isFalse();
        assertThatThrownBy(() -> conf.isOn("c")).hasMessageContaining("c in repmgr.conf");
    }

    @Test
    void noValueIsShown() {
        assertThat(RepmgrConf.parse("conninfo='password=secret'", "f").toString())
                .contains("conninfo")
                .doesNotContain("secret");
    }

    @Test
    void includesAreFollowedWhereTheyStand(@TempDir Path directory) throws IOException {
        Files.createDirectory(directory.resolve("conf.d"));
        Files.writeString(directory.resolve("conf.d/b.conf"), "a=3\n");
        Files.writeString(directory.resolve("conf.d/a.conf"), "a=2\nfrom_a=1\n");
        Files.writeString(directory.resolve("conf.d/.hidden.conf"), "a=9\n");
        Files.writeString(directory.resolve("conf.d/a.old"), "a=9\n");
        Files.writeString(directory.resolve("one"), "a=1\n");
        Path file = Files.writeString(
                directory.resolve("repmgr.conf"), "include='one'\ninclude_if_exists='nothing'\ninclude_dir='conf.d'\n");

        RepmgrConf conf = RepmgrConfFile.read(file);

        assertThat(conf.values("a")).containsExactly("1", "2", "3");
        assertThat(conf.value("from_a")).contains("1");
    }

    @Test
    void aFileThatIncludesItselfOrIsNotThereIsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("repmgr.conf"), "include='repmgr.conf'\n");

        assertThatThrownBy(() -> RepmgrConfFile.read(file)).isInstanceOf(InvalidCloneSettingException.class);
        assertThatThrownBy(() -> RepmgrConfFile.read(directory.resolve("none")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none");
    }
}
