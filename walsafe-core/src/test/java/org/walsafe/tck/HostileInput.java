package org.walsafe.tck;

import java.util.stream.Stream;
import org.walsafe.wal.SegmentName;
import org.walsafe.wal.SystemIdentifier;

/**
 * What must never let a WAL file go, whoever is asked: a gate, a command, a registry.
 *
 * @since 0.1.0
 */
public final class HostileInput {

    private HostileInput() {}

    /**
     * Names that PostgreSQL gives to no WAL file. Those that a shell would execute make a file {@code owned}.
     *
     * @return names, among them an empty one and one of several lines
     */
    public static Stream<String> names() {
        return Stream.of(
                "",
                "x",
                "/etc/passwd",
                "../0000000100000000000000A1",
                "0000000100000000000000A1/..",
                "..",
                "0000000100000000000000A1\n",
                "0000000100000000000000A1\nx",
                "'0000000100000000000000A1'",
                "\"",
                "$(touch owned)",
                "`touch owned`",
                "0000000100000000000000A1;touch owned",
                "-0000000100000000000000A1",
                "0000000100000000000000a1",
                "0000000000000000000000A1",
                "00000000.history",
                "00000001.history",
                "0000000100000000000000A",
                "0000000100000000000000A1.partia",
                "0000000100000000000000A1.0000002.backup",
                "0000000100000000000000A1.00000028.backup.backup",
                "0000000100000000000000A1.done",
                "************************",
                "????????????????????????",
                "RECOVERYXLOG",
                "0000000100000000000000A1%",
                "F".repeat(300),
                "\u00e9".repeat(24));
    }

    /**
     * Contents of a marker that does not confirm a segment of 1 MB: torn, oversized, of another file or version or cluster,
     * with bytes that no marker has, or saying what is not so.
     *
     * @param segment the segment
     * @param cluster the cluster that it belongs to
     * @return contents, a byte for each character
     */
    public static Stream<String> markers(SegmentName segment, SystemIdentifier cluster) {
        SystemIdentifier another = new SystemIdentifier(cluster.value() + 1);
        String head = "walsafe=1\nfile=" + segment + "\n";
        String tail = "system_identifier=" + cluster + "\n";
        return Stream.of(
                head + tail + "a=\0b\n",
                "\0",
                head + "\0" + tail,
                head + "name=\u00ff\u00fe\n",
                head + "name=caf\u00c3\u00a9\n",
                head + "tab=\t\n",
                head + "a=b\r\n",
                head + tail.substring(0, tail.length() - 1),
                "walsafe=2\nfile=" + segment + "\n" + tail,
                "walsafe=11\nfile=" + segment + "\n",
                "file=" + segment + "\nwalsafe=1\n",
                "\n" + head,
                head + "\n" + tail,
                head + "walsafe=1\n",
                head + tail + tail,
                head + "nonsense\n",
                head + "=b\n",
                "walsafe=1\n" + tail,
                "walsafe=1\nfile=00000002.history\n" + tail,
                "walsafe=1\nfile=" + segment + ".partial\n" + tail,
                head + "lines=2\n" + tail,
                head + "lines=04\n" + tail,
                head + "lines=\n" + tail,
                "walsafe=1\nlines=4\nfile=" + segment + "\n",
                "walsafe=1\nlines=4\n",
                head + "system_identifier=\n",
                head + "system_identifier=0" + cluster + "\n",
                head + "system_identifier=-1\n",
                head + "system_identifier=" + another + "\n",
                head + "size=1048577\n",
                head + "size=01048576\n",
                head + "size=1e6\n",
                head + "sha256=" + "0".repeat(64) + "\n",
                head + "sha256=" + "A".repeat(64) + "\n",
                head + "sha256=00\n",
                head + "evidence=rumour\n",
                head + "confirmed_at=yesterday\n",
                head + "padding=" + "x".repeat(4096) + "\n",
                head + "k=v\nx=" + "y".repeat(5000) + "\n");
    }
}
