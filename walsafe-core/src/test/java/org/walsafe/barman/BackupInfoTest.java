package org.walsafe.barman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.walsafe.wal.Lsn;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SegmentSize;
import org.walsafe.wal.SystemIdentifier;
import org.walsafe.wal.TimelineId;

class BackupInfoTest {

    private static final BackupId ID = new BackupId("20261120T230444");

    @Test
    void readsWhatBarman34Writes() throws InvalidBarmanFileException {
        BackupInfo info = parse(Recordings.text("3.4.0", "backup.info"));

        assertThat(info.id()).isEqualTo(ID);
        assertThat(info.status()).isEqualTo(BackupStatus.DONE);
        assertThat(info.name()).isEmpty();
        assertThat(info.serverName()).contains("pg");
        assertThat(info.mode()).contains("postgres");
        assertThat(info.version()).hasValue(150020);
        assertThat(info.systemIdentifier()).contains(SystemIdentifier.parse("7710369265501771269"));
        assertThat(info.timeline()).contains(TimelineId.of(1));
        BackupBoundary begin = info.begin().orElseThrow();
        assertThat(begin.segment()).isEqualTo(SegmentName.parse("000000010000000000000008"));
        assertThat(begin.offset()).hasValue(40);
        assertThat(begin.lsn()).contains(Lsn.parse("0/8000028"));
        assertThat(begin.time()).contains(Instant.parse("2026-11-20T23:04:44.812920Z"));
        BackupBoundary end = info.end().orElseThrow();
        assertThat(end.segment()).isEqualTo(SegmentName.parse("000000010000000000000008"));
        assertThat(end.offset()).hasValue(0);
        assertThat(end.lsn()).contains(Lsn.parse("0/9000000"));
        assertThat(info.endTime()).contains(Instant.parse("2026-11-20T23:04:51.881531Z"));
        assertThat(info.segmentSize()).isEqualTo(SegmentSize.DEFAULT);
        assertThat(info.tablespaces()).containsExactly(new Tablespace("t's1", 16407, "/var/lib/postgresql/ts 1"));
        assertThat(info.dataDirectory()).contains("/var/lib/postgresql/data");
        assertThat(info.size()).hasValue(104642961);
        assertThat(info.deduplicatedSize()).hasValue(104642961);
        assertThat(info.compression()).isEmpty();
        assertThat(info.includedFiles()).isEmpty();
        assertThat(info.error()).isEmpty();
        assertThat(info.backupLabel().orElseThrow().lines())
                .startsWith("START WAL LOCATION: 0/8000028 (file 000000010000000000000008)")
                .endsWith("START TIMELINE: 1");
        assertThat(info.otherFields()).containsOnlyKeys("config_file", "copy_stats", "hba_file", "ident_file");
    }

    @Test
    void readsWhatBarman317Writes() throws InvalidBarmanFileException {
        BackupInfo info = parse(Recordings.text("3.17.0", "backup.info"));

        assertThat(info.clusterSize()).hasValue(104742601);
        assertThat(info.dataChecksums()).contains("off");
        assertThat(info.encryption()).isEmpty();
        assertThat(info.parent()).isEmpty();
        assertThat(info.children()).isEmpty();
        assertThat(info.otherFields())
                .containsOnlyKeys("config_file", "copy_stats", "hba_file", "ident_file", "summarize_wal");
    }

    @Test
    void readsWhatBarman2WroteForPostgres93() throws InvalidBarmanFileException {
        BackupInfo info = BackupInfo.parse(
                ID,
                """
                # by hand
                begin_time=2014-12-22 09:25:22.561207
                begin_wal=000000010000000000000004
                begin_xlog=0/4000028
                included_files=[u'/etc/a.conf', '/etc/b']
                mode=default
                status = WAITING_FOR_WALS

                tablespaces=[('fake_tbs', 16384L, '/fake_tmp/tbs')]
                version=90304
                """,
                "the sample",
                ZoneId.of("Europe/Rome"));

        assertThat(info.status()).isEqualTo(BackupStatus.WAITING_FOR_WALS);
        assertThat(info.mode()).contains("default");
        assertThat(info.version()).hasValue(90304);
        assertThat(info.systemIdentifier()).isEmpty();
        assertThat(info.segmentSize()).isEqualTo(SegmentSize.DEFAULT);
        assertThat(info.begin().orElseThrow().time()).contains(Instant.parse("2014-12-22T08:25:22.561207Z"));
        assertThat(info.begin().orElseThrow().offset()).isEmpty();
        assertThat(info.end()).isEmpty();
        assertThat(info.endTime()).isEmpty();
        assertThat(info.tablespaces()).containsExactly(new Tablespace("fake_tbs", 16384, "/fake_tmp/tbs"));
        assertThat(info.includedFiles()).containsExactly("/etc/a.conf", "/etc/b");
    }

    @Test
    void readsIncrementalBackups() throws InvalidBarmanFileException {
        BackupInfo info = parse(
                """
                status=DONE
                parent_backup_id=20261119T000000
                children_backup_ids=20261121T000000,20261122T000000
                xlog_segment_size=1073741824
                encryption=gpg
                compression=zstd
                begin_time=2026-11-20 23:04:44+05:30
                begin_wal=000000010000000000000004
                """);

        assertThat(info.parent()).contains(new BackupId("20261119T000000"));
        assertThat(info.children())
                .isEqualTo(List.of(new BackupId("20261121T000000"), new BackupId("20261122T000000")));
        assertThat(info.segmentSize()).isEqualTo(SegmentSize.LARGEST);
        assertThat(info.encryption()).contains("gpg");
        assertThat(info.compression()).contains("zstd");
        assertThat(info.begin().orElseThrow().time()).contains(Instant.parse("2026-11-20T17:34:44Z"));
    }

    @Test
    void keepsFieldsThatItDoesNotKnow() throws InvalidBarmanFileException {
        BackupInfo info = parse("status=FAILED\nerror=no = space\nnew_in_4=a = b\nsnapshots_info={'a': 1}\n");

        assertThat(info.error()).contains("no = space");
        assertThat(info.otherFields()).isEqualTo(Map.of("new_in_4", "a = b", "snapshots_info", "{'a': 1}"));
    }

    @Test
    void takesAnEmptyFileForABackupThatHasNotBegun() throws InvalidBarmanFileException {
        assertThat(parse("").status()).isEqualTo(BackupStatus.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no equals sign",
                "status=done",
                "timeline=0",
                "version=15.2",
                "begin_wal=00000001000000000000000",
                "begin_xlog=0-8000028",
                "begin_time=yesterday",
                "end_time=2026-13-20 23:04:44+00:00",
                "xlog_segment_size=16777215",
                "systemid=-1",
                "size=9223372036854775808",
                "tablespaces=[('a', 'b', 'c')]",
                "tablespaces=[('a', 1)]",
                "tablespaces=[",
                "backup_label=[]",
                "backup_label='torn",
                "parent_backup_id=../../etc",
                "included_files=[1]"
            })
    void refusesAValueOfAnotherForm(String line) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(InvalidBarmanFileException.class)
                .hasMessageStartingWith("the sample has ");
    }

    private static BackupInfo parse(String text) throws InvalidBarmanFileException {
        return BackupInfo.parse(ID, text, "the sample", ZoneId.of("UTC"));
    }
}
