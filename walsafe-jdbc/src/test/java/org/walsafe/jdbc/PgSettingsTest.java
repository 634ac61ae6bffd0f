package org.walsafe.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.walsafe.jdbc.PgSettings.Setting;
import org.walsafe.wal.SegmentSize;

class PgSettingsTest {

    private final Map<String, Setting> rows = new HashMap<>();

    @Test
    void readsTheSegmentSizeOf9_3AsBlocks() {
        row("wal_segment_size", "2048", "8kB");

        assertThat(settings().segmentSize()).isEqualTo(SegmentSize.DEFAULT);
    }

    @Test
    void readsTheSegmentSizeOf11AsBytes() {
        row("wal_segment_size", "1073741824", "B");

        assertThat(settings().segmentSize()).isEqualTo(SegmentSize.LARGEST);
    }

    @ParameterizedTest
    @CsvSource({"16777216, 8kB", "3, MB", "16, ''", "16777217, B", "x, B", "-1, B", "99999999999, B"})
    void refusesASegmentSizeThatPostgresCannotHave(String value, String unit) {
        row("wal_segment_size", value, unit);

        assertThatThrownBy(() -> settings().segmentSize())
                .isInstanceOf(ServerNotInspectedException.class)
                .hasMessageContaining("wal_segment_size is \"" + value + "\" in units of \"" + unit + "\"");
    }

    @Test
    void saysWhichSettingIsMissing() {
        assertThatThrownBy(() -> settings().archiveMode()).hasMessageEndingWith("it has no archive_mode");
    }

    @ParameterizedTest
    @CsvSource({"off, OFF", "on, ON", "always, ALWAYS"})
    void readsTheArchiveMode(String value, ArchiveMode mode) {
        row("archive_mode", value, null);

        assertThat(settings().archiveMode()).isEqualTo(mode);
    }

    @Test
    void refusesAnArchiveModeThatIsNone() {
        row("archive_mode", "maybe", null);

        assertThatThrownBy(() -> settings().archiveMode()).hasMessageContaining("archive_mode is \"maybe\"");
    }

    @Test
    void doesNotTakeDisabledForACommand() {
        row("archive_mode", "off", null);
        row("archive_command", "(disabled)", null);

        assertThat(settings().archiveCommand()).isEmpty();
    }

    @Test
    void takesAnEmptyCommandForNone() {
        row("archive_mode", "on", null);
        row("archive_command", "", null);
        row("archive_library", "basic_archive", null);

        assertThat(settings().archiveCommand()).isEmpty();
        assertThat(settings().archiveLibrary()).hasValue("basic_archive");
    }

    @Test
    void showsWhatDecidesAboutWalWithUnits() {
        row("wal_keep_size", "64", "MB");
        row("wal_level", "replica", null);
        row("archive_command", "PGPASSWORD=secret", null);

        assertThat(settings().walSettings())
                .containsExactly(Map.entry("wal_keep_size", "64 MB"), Map.entry("wal_level", "replica"));
    }

    private void row(String name, String value, @Nullable String unit) {
        rows.put(name, new Setting(value, unit));
    }

    private PgSettings settings() {
        return new PgSettings(rows);
    }
}
