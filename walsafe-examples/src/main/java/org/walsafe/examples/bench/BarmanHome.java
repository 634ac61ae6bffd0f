package org.walsafe.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.walsafe.examples.sshd.LoopbackSshd;
import org.walsafe.host.ShellWord;

/** A configuration of Barman's, run by whoever runs the contest, with one backup in its catalogue. */
record BarmanHome(Path configuration, Path dataDirectory) {

    private static final String SERVER = "main";
    private static final String BACKUP = "20261120T193709";

    /** What Barman names the manifest in what it recovers. */
    static final String RECOVERED_MANIFEST = "backup_manifest." + BACKUP;

    /** What Barman 3.4 writes of a backup that is complete. */
    private static final String BACKUP_INFO =
            """
            backup_label=None
            begin_offset=40
            begin_time=2026-11-20 19:37:09.989077+00:00
            begin_wal=000000010000000000000002
            begin_xlog=0/2000028
            compression=None
            config_file=/pg/postgresql.conf
            copy_stats={'copy_time': 7.4, 'total_time': 7.4}
            deduplicated_size=2147483648
            end_offset=0
            end_time=2026-11-20 19:37:17.989077+00:00
            end_wal=000000010000000000000002
            end_xlog=0/3000000
            error=None
            hba_file=/pg/pg_hba.conf
            ident_file=/pg/pg_ident.conf
            included_files=None
            mode=postgres
            pgdata=/pg
            server_name=main
            size=2147483648
            status=DONE
            systemid=7361234567890123456
            tablespaces=None
            timeline=1
            version=150018
            xlog_segment_size=16777216
            """;

    /** Makes it; the backup's data directory is there, and empty. */
    static BarmanHome in(Path directory) throws IOException {
        Path home = directory.resolve("barman");
        Path server = home.resolve(SERVER);
        Path backup = Files.createDirectories(server.resolve("base").resolve(BACKUP));
        for (String part : new String[] {"errors", "incoming", "streaming", "wals"}) {
            Files.createDirectory(server.resolve(part));
        }
        Files.createFile(server.resolve("wals/xlog.db"));
        Files.writeString(
                server.resolve("identity.json"), "{\"systemid\": \"7361234567890123456\", \"version\": \"15\"}");
        Files.writeString(backup.resolve("backup.info"), BACKUP_INFO);
        Path configuration = Files.writeString(
                directory.resolve("barman.conf"),
                "[barman]\nbarman_user = " + System.getProperty("user.name") + "\nbarman_home = " + home
                        + "\nlog_file = "
                        + directory.resolve("barman.log") + "\n[" + SERVER
                        + "]\ndescription = contest\nconninfo = host=/nonexistent\nbackup_method = postgres\narchiver = on\n");
        return new BarmanHome(configuration, Files.createDirectory(backup.resolve("data")));
    }

    /** The command that pushes the backup over SSH; WAL is left to the archive. */
    String recover(LoopbackSshd sshd, Path target) {
        return "barman -q -c " + ShellWord.quote(configuration.toString()) + " recover --get-wal --remote-ssh-command "
                + ShellWord.quote("ssh -o BatchMode=yes -F " + sshd.clientConfig() + " " + LoopbackSshd.ALIAS) + " "
                + SERVER + " " + BACKUP + " " + ShellWord.quote(target.toString());
    }
}
